"""Patterns that segmentation asks for: of lines, titles, headings, and whose and of when a report is.

What belongs here: one field a row of `patterns.csv`, by topic. What does not: what a match means (the stages); the row
says what each is for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LinePatterns:
    """What a line of a page is: heading, title, row of a table, or the rest of the line before."""

    chapter_on_line: re.Pattern[str]
    title_on_line: re.Pattern[str]
    part_title_on_line: re.Pattern[str]
    title_in_head: re.Pattern[str]
    year_behind_title: re.Pattern[str]
    awaits_figure: re.Pattern[str]
    corner_of_table: re.Pattern[str]
    header_opening: re.Pattern[str]
    heads_labels: re.Pattern[str]
    title_of_table: re.Pattern[str]
    change_told: re.Pattern[str]
    figure_cell: re.Pattern[str]
    blank_cell: re.Pattern[str]
    number_of_title: re.Pattern[str]
    issuer_line: re.Pattern[str]
    delivery_line: re.Pattern[str]
    ends_with_figure: re.Pattern[str]
    goes_on: re.Pattern[str]
    behind_figure: re.Pattern[str]
    piece_title: re.Pattern[str]
    title_end: re.Pattern[str]
    table_title: re.Pattern[str]
    numbered_caption: re.Pattern[str]
    title_goes_on: re.Pattern[str]
    title_stops_short: re.Pattern[str]
    unit_goes_on: re.Pattern[str]
    label: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class ReportPatterns:
    """Whose a report is, on which day it was published, and what its title is."""

    publisher: re.Pattern[str]
    own_place: re.Pattern[str]
    whole_country: re.Pattern[str]
    leaders: re.Pattern[str]
    leaders_below: re.Pattern[str]
    names_no_place: re.Pattern[str]
    local_body: re.Pattern[str]
    paper_of_province: re.Pattern[str]
    nickname_of_province: re.Pattern[str]
    national_congress: re.Pattern[str]
    country_told: re.Pattern[str]
    word_begins: re.Pattern[str]
    peers_behind: re.Pattern[str]
    divisions_behind: re.Pattern[str]
    hidden_place: re.Pattern[str]
    own_country: re.Pattern[str]
    autonomous_region: re.Pattern[str]
    level_itself: re.Pattern[str]
    title_word: re.Pattern[str]
    news_opening: re.Pattern[str]
    credit: re.Pattern[str]
    byline: re.Pattern[str]
    delivered: re.Pattern[str]
    release_stamp: re.Pattern[str]
    venue: re.Pattern[str]
    source_and_date: re.Pattern[str]
    page_word: re.Pattern[str]
    owns_report: re.Pattern[str]
    level_of_municipality: re.Pattern[str]
    own_body: re.Pattern[str]
    body_speaks: re.Pattern[str]
    opens_deeds: re.Pattern[str]
    zone_meets: re.Pattern[str]
    zone_tells: re.Pattern[str]
    zone_of_name: re.Pattern[str]
    period_first: re.Pattern[str]
    zones_at_large: re.Pattern[str]
    office_of_zone: re.Pattern[str]
    department_budget: re.Pattern[str]
    sets_rules: re.Pattern[str]
    statistics_of: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class YearPatterns:
    """Of which year or months a report or part tells, and whether it looks back or ahead."""

    title_period: re.Pattern[str]
    work_report: re.Pattern[str]
    year_reviewed_first: re.Pattern[str]
    year_of_plan: re.Pattern[str]
    sets_out_plan: re.Pattern[str]
    goals_met: re.Pattern[str]
    plan_opens: re.Pattern[str]
    yearbook: re.Pattern[str]
    speech: re.Pattern[str]
    vision: re.Pattern[str]
    annual_meeting: re.Pattern[str]
    carries_out: re.Pattern[str]
    listed_in_plan: re.Pattern[str]
    meeting_held: re.Pattern[str]
    past_year: re.Pattern[str]
    year_ahead: re.Pattern[str]
    told_last_year: re.Pattern[str]
    headline_last_year: re.Pattern[str]
    year_before: re.Pattern[str]
    told_from_now: re.Pattern[str]
    leading_year: re.Pattern[str]
    year_told: re.Pattern[str]
    reviewed_year: re.Pattern[str]
    deployed_year: re.Pattern[str]
    leading_part_of_year: re.Pattern[str]
    statistics_so_far: re.Pattern[str]
    part_of_year_alone: re.Pattern[str]
    part_of_this_year: re.Pattern[str]
    quarter_told: re.Pattern[str]
    year_over: re.Pattern[str]
    communique: re.Pattern[str]
    bare_heading: re.Pattern[str]
    bare_year: re.Pattern[str]
    goal_year: re.Pattern[str]
    base_year: re.Pattern[str]
    summary: re.Pattern[str]
    this_year_so_far: re.Pattern[str]
    year_still_ahead: re.Pattern[str]
    year_ended: re.Pattern[str]
    year_of_meeting: re.Pattern[str]
    mid_term: re.Pattern[str]
    year_deployed: re.Pattern[str]
    beginning: re.Pattern[str]
    five_year_plan: re.Pattern[str]
    five_years_over: re.Pattern[str]
    months_so_far: re.Pattern[str]
    half_year: re.Pattern[str]
    three_quarters: re.Pattern[str]
    first_quarter: re.Pattern[str]
    same_year: re.Pattern[str]
    years_ahead: re.Pattern[str]
    next_year: re.Pattern[str]
    plan_of_next_year: re.Pattern[str]
    goal: re.Pattern[str]
    years_reviewed: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class HeadingPatterns:
    """What headings and openings of paragraphs say of what stands below or behind them."""

    labelled: re.Pattern[str]
    run_in_heading: re.Pattern[str]
    year_of_line: re.Pattern[str]
    last_word: re.Pattern[str]
    opened: re.Pattern[str]
    label_of_task: re.Pattern[str]
    ahead_opening: re.Pattern[str]
    list_announced: re.Pattern[str]
    goals_of_the_year: re.Pattern[str]
    of_deeds: re.Pattern[str]
    ahead: re.Pattern[str]
    tail: re.Pattern[str]
    year_ahead_opening: re.Pattern[str]
    sentence_ahead: re.Pattern[str]
    of_review: re.Pattern[str]
    of_report: re.Pattern[str]
    just_past: re.Pattern[str]
