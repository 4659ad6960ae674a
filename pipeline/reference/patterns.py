"""Turns of phrase that cue words alone cannot tell (`patterns.csv`): around numbers, in titles and headings, on pages.

What belongs here: the table, checked against its own examples. What does not: what a match means (the stages),
nor patterns of form (dates, numerals), which stay with the lexers. To add one: a row in the table and a field here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields

from pipeline.errors import ReferenceDataError
from pipeline.reference.cues import CueKind, Cues, alternation
from pipeline.reference.loading import Layout, Row, SeedFolder

COLUMNS = ("name", "pattern", "example", "meaning")
LAYOUT = Layout("patterns.csv", COLUMNS, COLUMNS, ("name",))


@dataclass(frozen=True, slots=True)
class Patterns:
    """One field a row of `patterns.csv`, which says what each is for and gives an example."""

    publisher: re.Pattern[str]
    chapter_on_line: re.Pattern[str]
    title_on_line: re.Pattern[str]
    corner_of_table: re.Pattern[str]
    header_opening: re.Pattern[str]
    title_of_table: re.Pattern[str]
    plan_remark: re.Pattern[str]
    change_told: re.Pattern[str]
    own_place: re.Pattern[str]
    whole_country: re.Pattern[str]
    leaders: re.Pattern[str]
    names_no_place: re.Pattern[str]
    local_body: re.Pattern[str]
    national_congress: re.Pattern[str]
    country_told: re.Pattern[str]
    word_begins: re.Pattern[str]
    hidden_place: re.Pattern[str]
    own_country: re.Pattern[str]
    autonomous_region: re.Pattern[str]
    level_itself: re.Pattern[str]
    title_word: re.Pattern[str]
    news_opening: re.Pattern[str]
    credit: re.Pattern[str]
    delivered: re.Pattern[str]
    release_stamp: re.Pattern[str]
    venue: re.Pattern[str]
    source_and_date: re.Pattern[str]
    page_word: re.Pattern[str]
    owns_report: re.Pattern[str]
    title_period: re.Pattern[str]
    work_report: re.Pattern[str]
    year_reviewed_first: re.Pattern[str]
    year_of_plan: re.Pattern[str]
    sets_out_plan: re.Pattern[str]
    yearbook: re.Pattern[str]
    speech: re.Pattern[str]
    vision: re.Pattern[str]
    meeting_held: re.Pattern[str]
    past_year: re.Pattern[str]
    year_ahead: re.Pattern[str]
    told_last_year: re.Pattern[str]
    year_before: re.Pattern[str]
    told_from_now: re.Pattern[str]
    leading_year: re.Pattern[str]
    year_told: re.Pattern[str]
    reviewed_year: re.Pattern[str]
    leading_part_of_year: re.Pattern[str]
    quarter_told: re.Pattern[str]
    bare_year: re.Pattern[str]
    goal_year: re.Pattern[str]
    base_year: re.Pattern[str]
    summary: re.Pattern[str]
    this_year_so_far: re.Pattern[str]
    year_still_ahead: re.Pattern[str]
    year_of_meeting: re.Pattern[str]
    five_year_plan: re.Pattern[str]
    months_so_far: re.Pattern[str]
    half_year: re.Pattern[str]
    three_quarters: re.Pattern[str]
    first_quarter: re.Pattern[str]
    same_year: re.Pattern[str]
    next_year: re.Pattern[str]
    plan_of_next_year: re.Pattern[str]
    goal: re.Pattern[str]
    issuer_line: re.Pattern[str]
    delivery_line: re.Pattern[str]
    ends_with_figure: re.Pattern[str]
    line_goes_on: re.Pattern[str]
    title_end: re.Pattern[str]
    table_title: re.Pattern[str]
    numbered_caption: re.Pattern[str]
    title_goes_on: re.Pattern[str]
    title_stops_short: re.Pattern[str]
    unit_goes_on: re.Pattern[str]
    labelled: re.Pattern[str]
    run_in_heading: re.Pattern[str]
    year_of_line: re.Pattern[str]
    part_line_end: re.Pattern[str]
    share_of_target: re.Pattern[str]
    completion_rate: re.Pattern[str]
    goals_announced: re.Pattern[str]
    newly_of_which: re.Pattern[str]
    threshold_after: re.Pattern[str]
    share_of_whole: re.Pattern[str]
    not_own: re.Pattern[str]
    by_period: re.Pattern[str]
    of_which: re.Pattern[str]
    whole_of_some: re.Pattern[str]
    extreme_of_kind: re.Pattern[str]
    hidden_number: re.Pattern[str]
    assessment: re.Pattern[str]
    has_happened: re.Pattern[str]
    by_measure: re.Pattern[str]
    aside_opened: re.Pattern[str]
    bare_trade: re.Pattern[str]
    aside: re.Pattern[str]
    both: re.Pattern[str]
    field_of_rank: re.Pattern[str]
    top_of_list: re.Pattern[str]
    several_told: re.Pattern[str]
    total_follows: re.Pattern[str]
    level_word: re.Pattern[str]
    clause_end: re.Pattern[str]
    slogan: re.Pattern[str]
    sectors: re.Pattern[str]
    threshold: re.Pattern[str]
    reaches_itself: re.Pattern[str]
    grown_by_rate: re.Pattern[str]
    added_in_time: re.Pattern[str]
    kept_at: re.Pattern[str]
    strives: re.Pattern[str]
    done_by_firms: re.Pattern[str]
    head_in_list: re.Pattern[str]
    basis: re.Pattern[str]
    summed: re.Pattern[str]
    of_a_name: re.Pattern[str]
    same_time: re.Pattern[str]
    whole_year_anew: re.Pattern[str]
    reporting: re.Pattern[str]
    of_level: re.Pattern[str]
    with_whole: re.Pattern[str]
    office: re.Pattern[str]
    of_a_level: re.Pattern[str]
    joint_of_numbers: re.Pattern[str]
    relation: re.Pattern[str]
    frame: re.Pattern[str]
    prior_before: re.Pattern[str]
    from_before: re.Pattern[str]
    to_after: re.Pattern[str]
    reached: re.Pattern[str]
    two_years: re.Pattern[str]
    total_of_years: re.Pattern[str]
    average_of_years: re.Pattern[str]
    years_averaged: re.Pattern[str]
    respectively: re.Pattern[str]
    places_named_behind: re.Pattern[str]
    places_announced: re.Pattern[str]
    former_or_latter: re.Pattern[str]
    ranked_before: re.Pattern[str]
    round_sum_end: re.Pattern[str]
    abbreviation: re.Pattern[str]
    ranked_first: re.Pattern[str]
    rank_end: re.Pattern[str]
    level_and_growth: re.Pattern[str]
    ordinal_after: re.Pattern[str]
    whole_of_share: re.Pattern[str]
    to: re.Pattern[str]
    total: re.Pattern[str]
    compared: re.Pattern[str]
    compared_period: re.Pattern[str]
    with_itself: re.Pattern[str]
    gap_after: re.Pattern[str]
    growth_after: re.Pattern[str]
    becomes_after: re.Pattern[str]
    event_passed: re.Pattern[str]
    event_after: re.Pattern[str]
    scope: re.Pattern[str]
    scope_in_brackets: re.Pattern[str]
    scope_beside: re.Pattern[str]
    share_of_own_after: re.Pattern[str]
    of_level_after: re.Pattern[str]
    scope_before_number: re.Pattern[str]
    own_value: re.Pattern[str]
    standard_before: re.Pattern[str]
    body_after: re.Pattern[str]
    department_budget: re.Pattern[str]
    table_of_bodies: re.Pattern[str]
    level_of_municipality: re.Pattern[str]
    office_of_zone: re.Pattern[str]
    table_grouping: re.Pattern[str]
    headed_place: re.Pattern[str]
    above_scale: re.Pattern[str]
    branch: re.Pattern[str]
    column_of_words: re.Pattern[str]
    column_number: re.Pattern[str]
    table_number: re.Pattern[str]
    new_table: re.Pattern[str]
    word_of_title: re.Pattern[str]
    table_of_results: re.Pattern[str]
    caption: re.Pattern[str]
    beside_unit: re.Pattern[str]
    starred: re.Pattern[str]
    mark_of_part: re.Pattern[str]
    takes_in: re.Pattern[str]
    index_base: re.Pattern[str]
    named_plan: re.Pattern[str]
    scope_of_heading: re.Pattern[str]
    newly_added: re.Pattern[str]
    expected_behind: re.Pattern[str]
    neighbour_before: re.Pattern[str]
    achieved: re.Pattern[str]
    target_after: re.Pattern[str]
    compared_with_goal: re.Pattern[str]
    target_before: re.Pattern[str]
    object_mark: re.Pattern[str]
    intent: re.Pattern[str]
    expected_after: re.Pattern[str]
    expected: re.Pattern[str]
    urged: re.Pattern[str]
    late_statistic: re.Pattern[str]
    called_for: re.Pattern[str]
    basis_after: re.Pattern[str]
    set_before: re.Pattern[str]
    fulfils_target: re.Pattern[str]
    each: re.Pattern[str]
    some_only: re.Pattern[str]
    firms_become: re.Pattern[str]
    help_for_it: re.Pattern[str]
    part_of_economy: re.Pattern[str]
    other_body: re.Pattern[str]
    with_body: re.Pattern[str]
    that_body: re.Pattern[str]
    flow_verb: re.Pattern[str]
    bare_level: re.Pattern[str]
    level_of_name: re.Pattern[str]
    level_before: re.Pattern[str]
    part_in_brackets: re.Pattern[str]
    registered: re.Pattern[str]
    helped_before: re.Pattern[str]
    aspect_opened: re.Pattern[str]
    kind_before: re.Pattern[str]
    kind_beside: re.Pattern[str]
    part_words: re.Pattern[str]
    heading_of_deeds: re.Pattern[str]
    goal_passed: re.Pattern[str]
    surpasses: re.Pattern[str]
    in_truth: re.Pattern[str]
    income: re.Pattern[str]
    goes_on_since: re.Pattern[str]
    of_a_task: re.Pattern[str]
    years_running: re.Pattern[str]
    years_reviewed: re.Pattern[str]
    heading_of_report: re.Pattern[str]
    just_past: re.Pattern[str]
    driven: re.Pattern[str]
    share_of_a_whole: re.Pattern[str]
    before_expected: re.Pattern[str]
    heading_of_review: re.Pattern[str]
    year_ahead_opening: re.Pattern[str]
    heading_ahead: re.Pattern[str]
    heading_tail: re.Pattern[str]
    ahead_opening: re.Pattern[str]
    goals_of_the_year: re.Pattern[str]
    list_announced: re.Pattern[str]


_KIND_OF_CUE = re.compile(r"\{([a-z_]+)\}")
"""{firm} stands for any of the cue words of that kind."""


def load_patterns(seeds: SeedFolder, cues: Cues) -> Patterns:
    """Loads and compiles the patterns, with the cue words that they speak of.

    Raises ReferenceDataError for a name that no rule uses, one that is missing, an unreadable pattern, or an example in
    which a pattern finds nothing.
    """
    known = {field.name for field in fields(Patterns)}
    compiled: dict[str, re.Pattern[str]] = {}
    for row in seeds.rows(LAYOUT):
        name = row.text("name")
        if name not in known:
            raise row.error("name", f"no rule uses {name!r}", "Remove the row, or correct the name")
        compiled[name] = _compiled(row, cues)
    missing = known - compiled.keys()
    if missing:
        problem = f"lacks {', '.join(sorted(missing))}"
        raise ReferenceDataError(seeds.path / LAYOUT.file_name, None, problem, "Restore the rows from the repository")
    return Patterns(**compiled)


def _compiled(row: Row, cues: Cues) -> re.Pattern[str]:
    def words(named: re.Match[str]) -> str:
        if named[1] not in {*CueKind}:
            raise row.error("pattern", f"{named[1]!r} is no kind of cue", "Write a kind of cues.csv")
        return f"(?:{alternation(cues[CueKind(named[1])]) or '(?!)'})"

    try:
        pattern = re.compile(_KIND_OF_CUE.sub(words, row.text("pattern")))
    except re.error as error:
        raise row.error("pattern", f"is no regular expression ({error})", "Mend the pattern") from error
    if not any(match.group() for match in pattern.finditer(row.text("example"))):
        raise row.error("example", "the pattern finds nothing in it", "Mend the pattern, or write an example of it")
    return pattern
