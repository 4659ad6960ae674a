"""Patterns that extraction asks for: around numbers, by the question that they answer, and in tables.

What belongs here: one field a row of `patterns.csv`, by topic. What does not: what a match means (the stages); the row
says what each is for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NumberPatterns:
    """What makes a number a rank, a sign, a ratio, a bound of others, or no figure at all."""

    not_own: re.Pattern[str]
    hidden_number: re.Pattern[str]
    field_of_rank: re.Pattern[str]
    top_of_list: re.Pattern[str]
    batches: re.Pattern[str]
    among_so_many: re.Pattern[str]
    step: re.Pattern[str]
    signed: re.Pattern[str]
    ratio_told: re.Pattern[str]
    slogan: re.Pattern[str]
    sectors: re.Pattern[str]
    threshold: re.Pattern[str]
    ranked_before: re.Pattern[str]
    round_sum_end: re.Pattern[str]
    abbreviation: re.Pattern[str]
    ranked_without_ordinal: re.Pattern[str]
    counted_without_unit: re.Pattern[str]
    ranked_first: re.Pattern[str]
    rank_end: re.Pattern[str]
    ordinal_listed: re.Pattern[str]
    year_of_name: re.Pattern[str]
    ordinal_after: re.Pattern[str]
    rank_of_another: re.Pattern[str]
    threshold_after: re.Pattern[str]
    policy: re.Pattern[str]
    less_part: re.Pattern[str]
    aside: re.Pattern[str]
    congress: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class SubjectPatterns:
    """What a number is of, of which part and level of it, and what is no subject."""

    share_of_target: re.Pattern[str]
    share_of_whole: re.Pattern[str]
    assessment: re.Pattern[str]
    extreme_of_kind: re.Pattern[str]
    among_those: re.Pattern[str]
    by_measure: re.Pattern[str]
    bare_trade: re.Pattern[str]
    trade_amount: re.Pattern[str]
    share_of: re.Pattern[str]
    surpassed: re.Pattern[str]
    set_by_plan: re.Pattern[str]
    from_old_times: re.Pattern[str]
    so_long: re.Pattern[str]
    less_effects: re.Pattern[str]
    stranger: re.Pattern[str]
    clause_end: re.Pattern[str]
    clause_opened: re.Pattern[str]
    done_by_firms: re.Pattern[str]
    ranked_with: re.Pattern[str]
    head_in_list: re.Pattern[str]
    with_whole: re.Pattern[str]
    relation: re.Pattern[str]
    frame: re.Pattern[str]
    whole_of_share: re.Pattern[str]
    some_only: re.Pattern[str]
    firms_become: re.Pattern[str]
    help_for_it: re.Pattern[str]
    part_of_economy: re.Pattern[str]
    other_body: re.Pattern[str]
    of_town: re.Pattern[str]
    with_body: re.Pattern[str]
    opened_by_firm: re.Pattern[str]
    profile_of_firm: re.Pattern[str]
    that_body: re.Pattern[str]
    flow_verb: re.Pattern[str]
    bare_level: re.Pattern[str]
    level_of_name: re.Pattern[str]
    listed_level: re.Pattern[str]
    level_before: re.Pattern[str]
    beyond_budget: re.Pattern[str]
    part_in_brackets: re.Pattern[str]
    applied_for: re.Pattern[str]
    granted_before: re.Pattern[str]
    of_lower_level: re.Pattern[str]
    of_which_only: re.Pattern[str]
    helped_before: re.Pattern[str]
    aspect_opened: re.Pattern[str]
    standard_opened: re.Pattern[str]
    visited: re.Pattern[str]
    visited_in_list: re.Pattern[str]
    kind_before: re.Pattern[str]
    kind_beside: re.Pattern[str]
    above_scale_defined: re.Pattern[str]
    part_words: re.Pattern[str]
    completion_rate: re.Pattern[str]
    driven: re.Pattern[str]
    trader: re.Pattern[str]
    share_of_a_whole: re.Pattern[str]
    local_part: re.Pattern[str]
    quoted_of_level: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class ListPatterns:
    """What goes on from one figure to the next: parts, kinds, places, and numbers in turn."""

    aside_opened: re.Pattern[str]
    whole_of_some: re.Pattern[str]
    among_some: re.Pattern[str]
    those_counted: re.Pattern[str]
    of_which: re.Pattern[str]
    both: re.Pattern[str]
    ranked_places: re.Pattern[str]
    several_told: re.Pattern[str]
    joint_of_numbers: re.Pattern[str]
    respectively: re.Pattern[str]
    former_or_latter: re.Pattern[str]
    level_and_growth: re.Pattern[str]
    each: re.Pattern[str]
    firms_listed: re.Pattern[str]
    newly_of_which: re.Pattern[str]
    places_named_behind: re.Pattern[str]
    places_announced: re.Pattern[str]
    by_kind: re.Pattern[str]
    net_alone: re.Pattern[str]
    by_period: re.Pattern[str]
    surpasses: re.Pattern[str]
    income: re.Pattern[str]
    shared_head: re.Pattern[str]
    counted_head: re.Pattern[str]
    others_counted: re.Pattern[str]
    each_alike: re.Pattern[str]
    by_place: re.Pattern[str]


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
    of_level_after: re.Pattern[str]
    scope_before_number: re.Pattern[str]
    own_value: re.Pattern[str]
    standard_before: re.Pattern[str]
    field_before: re.Pattern[str]
    body_after: re.Pattern[str]
    headed_place: re.Pattern[str]
    neighbour_before: re.Pattern[str]
    stands_out: re.Pattern[str]
    sets_task: re.Pattern[str]
    honoured: re.Pattern[str]
    cities_counted: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class MeasurePatterns:
    """Whether a number is a level, a change, a growth rate or a gap."""

    total_follows: re.Pattern[str]
    level_word: re.Pattern[str]
    more_added: re.Pattern[str]
    no_growth: re.Pattern[str]
    reaches_itself: re.Pattern[str]
    grown_by_rate: re.Pattern[str]
    added_in_time: re.Pattern[str]
    added_reaches: re.Pattern[str]
    kept_at: re.Pattern[str]
    to: re.Pattern[str]
    total: re.Pattern[str]
    compared: re.Pattern[str]
    with_itself: re.Pattern[str]
    gap_after: re.Pattern[str]
    growth_after: re.Pattern[str]
    becomes_after: re.Pattern[str]
    event_after: re.Pattern[str]
    compared_with_goal: re.Pattern[str]
    registered: re.Pattern[str]
    event_passed: re.Pattern[str]
    month_on_month: re.Pattern[str]
    more_than_before: re.Pattern[str]
    stands_now: re.Pattern[str]
    compared_period: re.Pattern[str]
    granted_after: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class StatusPatterns:
    """Whether a figure happened, is expected or is promised."""

    strives: re.Pattern[str]
    achieved: re.Pattern[str]
    target_after: re.Pattern[str]
    so_far: re.Pattern[str]
    target_before: re.Pattern[str]
    object_mark: re.Pattern[str]
    intent: re.Pattern[str]
    expected_after: re.Pattern[str]
    expected: re.Pattern[str]
    expected_below: re.Pattern[str]
    to_be_done: re.Pattern[str]
    urged: re.Pattern[str]
    basis_after: re.Pattern[str]
    set_before: re.Pattern[str]
    fulfils_target: re.Pattern[str]
    goals_announced: re.Pattern[str]
    goal_word: re.Pattern[str]
    has_happened: re.Pattern[str]
    called_for: re.Pattern[str]
    late_statistic: re.Pattern[str]
    goal_passed: re.Pattern[str]
    held_against: re.Pattern[str]
    in_truth: re.Pattern[str]
    before_expected: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class PeriodPatterns:
    """Which period a figure is of, and which one it is only compared with."""

    basis: re.Pattern[str]
    summed: re.Pattern[str]
    of_a_name: re.Pattern[str]
    same_time: re.Pattern[str]
    whole_year_anew: re.Pattern[str]
    reporting: re.Pattern[str]
    prior_before: re.Pattern[str]
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


@dataclass(frozen=True, slots=True)
class TablePatterns:
    """What titles, headers, labels and cells of tables say."""

    plan_remark: re.Pattern[str]
    of_bodies: re.Pattern[str]
    of_districts: re.Pattern[str]
    among_kinds: re.Pattern[str]
    above_scale: re.Pattern[str]
    branch: re.Pattern[str]
    column_of_words: re.Pattern[str]
    column_number: re.Pattern[str]
    number: re.Pattern[str]
    new_table: re.Pattern[str]
    word_of_title: re.Pattern[str]
    of_results: re.Pattern[str]
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
    grouping: re.Pattern[str]
