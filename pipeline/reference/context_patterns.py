"""Patterns that extraction asks for: of where and when a figure is, whether it happened, and what tables say.

What belongs here: one field a name of `patterns.csv`, by topic. What does not: patterns of what a figure itself says
(`figure_patterns.py`), nor what a match means (the stages); the row says what each is for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlacePatterns:
    """Which region a figure is of, and which one it is only compared with."""

    extreme_before: re.Pattern[str]
    of_level: re.Pattern[str]
    office: re.Pattern[str]
    zones_of_a_level: re.Pattern[str]
    scope: re.Pattern[str]
    scope_in_brackets: re.Pattern[str]
    scope_beside: re.Pattern[str]
    share_of_own_after: re.Pattern[str]
    viewed_from: re.Pattern[str]
    of_level_after: re.Pattern[str]
    scope_before_number: re.Pattern[str]
    own_value: re.Pattern[str]
    standard_before: re.Pattern[str]
    field_before: re.Pattern[str]
    body_after: re.Pattern[str]
    headed_place: re.Pattern[str]
    stands_out: re.Pattern[str]
    ranked_in_world: re.Pattern[str]
    ranked_in_country: re.Pattern[str]
    area_within: re.Pattern[str]
    sets_task: re.Pattern[str]
    honoured: re.Pattern[str]
    cities_counted: re.Pattern[str]
    so_many_listed: re.Pattern[str]
    whose_rank: re.Pattern[str]
    mean_told: re.Pattern[str]
    set_against: re.Pattern[str]
    mean_of: re.Pattern[str]
    above_own_after: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class StatusPatterns:
    """Whether a figure happened, is expected or is promised."""

    strives: re.Pattern[str]
    achieved: re.Pattern[str]
    target_after: re.Pattern[str]
    so_far: re.Pattern[str]
    target_before: re.Pattern[str]
    object_mark: re.Pattern[str]
    held_to_goal: re.Pattern[str]
    intent: re.Pattern[str]
    expected_after: re.Pattern[str]
    expected: re.Pattern[str]
    expected_below: re.Pattern[str]
    to_be_done: re.Pattern[str]
    basis_after: re.Pattern[str]
    set_before: re.Pattern[str]
    fulfils_target: re.Pattern[str]
    goals_announced: re.Pattern[str]
    goal_word: re.Pattern[str]
    has_happened: re.Pattern[str]
    called_for: re.Pattern[str]
    late_statistic: re.Pattern[str]
    held_against: re.Pattern[str]
    in_truth: re.Pattern[str]
    task_behind: re.Pattern[str]
    planned: re.Pattern[str]
    growth_beside: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class PeriodPatterns:
    """Which period a figure is of, and which one it is only compared with."""

    basis: re.Pattern[str]
    summed: re.Pattern[str]
    of_a_name: re.Pattern[str]
    same_time: re.Pattern[str]
    whole_year_anew: re.Pattern[str]
    item: re.Pattern[str]
    vision_behind: re.Pattern[str]
    reporting: re.Pattern[str]
    told_growth: re.Pattern[str]
    monthly_statistic: re.Pattern[str]
    base_before: re.Pattern[str]
    base_behind: re.Pattern[str]
    viewed_behind: re.Pattern[str]
    now: re.Pattern[str]
    from_before: re.Pattern[str]
    to_after: re.Pattern[str]
    two_years: re.Pattern[str]
    reached: re.Pattern[str]
    total_of_years: re.Pattern[str]
    average_of_years: re.Pattern[str]
    years_averaged: re.Pattern[str]
    goes_on_since: re.Pattern[str]
    of_a_task: re.Pattern[str]
    goal_of_plan: re.Pattern[str]
    at_present: re.Pattern[str]
    years_running: re.Pattern[str]
    growth_kept: re.Pattern[str]
    against_first_months: re.Pattern[str]
    built_on: re.Pattern[str]
    told_again: re.Pattern[str]
    mention_opens: re.Pattern[str]
    set_for_year: re.Pattern[str]
    month_alone: re.Pattern[str]
    since_behind: re.Pattern[str]
    plan_named: re.Pattern[str]
    old_plan_named: re.Pattern[str]
    until_month: re.Pattern[str]
    this_year: re.Pattern[str]
    last_year: re.Pattern[str]
    other_year: re.Pattern[str]
    years_ago: re.Pattern[str]
    years_counted: re.Pattern[str]
    same_period: re.Pattern[str]
    counted_from: re.Pattern[str]
    counted_until: re.Pattern[str]
    month_told: re.Pattern[str]
    told_in_words: re.Pattern[str]
    year_of_task: re.Pattern[str]
    of_base: re.Pattern[str]
    exceeds_before: re.Pattern[str]
    mean_behind: re.Pattern[str]
    past_year: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class TablePatterns:
    """What titles, headers, labels and cells of tables say."""

    plan_remark: re.Pattern[str]
    body_of_group: re.Pattern[str]
    of_bodies: re.Pattern[str]
    of_districts: re.Pattern[str]
    among_kinds: re.Pattern[str]
    theme: re.Pattern[str]
    kind_of_goals: re.Pattern[str]
    above_scale: re.Pattern[str]
    branch: re.Pattern[str]
    column_number: re.Pattern[str]
    new_table: re.Pattern[str]
    word_of_title: re.Pattern[str]
    amount_of_products: re.Pattern[str]
    of_results: re.Pattern[str]
    to_be_done: re.Pattern[str]
    caption: re.Pattern[str]
    beside_unit: re.Pattern[str]
    starred: re.Pattern[str]
    of_their_business: re.Pattern[str]
    ends_as_amount: re.Pattern[str]
    names_a_count: re.Pattern[str]
    mark_of_part: re.Pattern[str]
    takes_in: re.Pattern[str]
    index_base: re.Pattern[str]
    index_of_years: re.Pattern[str]
    named_plan: re.Pattern[str]
    scope_of_heading: re.Pattern[str]
    newly_added: re.Pattern[str]
    expected_behind: re.Pattern[str]
    grouping: re.Pattern[str]
    kinds_of_rows: re.Pattern[str]
    grouped_by: re.Pattern[str]
    per_head: re.Pattern[str]
    points: re.Pattern[str]
