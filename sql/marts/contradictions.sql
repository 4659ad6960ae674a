-- Which figures cannot all be right?
-- One row per rule and set of figures, with what was stated, what the other figures lead to, and the sentences. Rules:
--   growth                 a level and its growth, told by one report, and the level a year before, told by any
--   change                 a level and its change, told by one report, and the level a year before, told by any
--   rd_over_gdp            R&D expenditure, GDP and R&D intensity of one report
--   part_above_whole       a part (part_of_whole) exceeds its whole in one report
--   two_values             one report tells two values of one level or growth rate
--   target_already_passed  a plan promises less than what it says has happened in that very year
--   share_outside_100      a share above 100% or below 0
--   level_below_0          an amount or a count below 0
--   rank_below_1           a rank of 0
-- `gap` is the distance between the stated and the expected value, `tolerance` the part of it that the rounding of printed
-- digits and the bounds (余, 以上, 约) explain; what they explain in full is not here. Nor is growth that need not fit its
-- levels (indicator_trait), a figure that a later report tells otherwise (restatements), and a target that its own sentence
-- sets beside the higher outcome.
CREATE OR REPLACE VIEW contradictions AS
WITH stated_level AS (
    -- Each value that is told of a figure, once, by its best statement.
    SELECT
        series_region AS region, indicator, year, period_kind, period_months, unit, value,
        arg_max(rowid, precedence) AS best_row,
        arg_max_null(low, precedence) AS low,
        arg_max_null(high, precedence) AS high
    FROM fact_observation
    WHERE measure = 'level' AND status = 'actual' AND period_kind <> 'years' AND repetition = 0
    GROUP BY series_region, indicator, year, period_kind, period_months, unit, value
),
arithmetic AS (
    SELECT
        if(implied.method = 'level_before_growth', 'growth', 'change') AS rule,
        implied.region,
        stated.best_row AS first_row,
        implied.level_row AS second_row,
        implied.change_row AS third_row,
        implied.value AS expected,
        greatest(implied.low - stated.high::DOUBLE, stated.low::DOUBLE - implied.high) AS distance
    FROM level_before AS implied
    JOIN stated_level AS stated
        ON stated.region = implied.region AND stated.indicator = implied.indicator AND stated.year = implied.year
        AND stated.period_kind = implied.period_kind AND stated.unit = implied.unit
        AND stated.period_months IS NOT DISTINCT FROM implied.period_months
),
research AS (
    SELECT
        'rd_over_gdp' AS rule, region, intensity.row AS first_row, spent.row AS second_row, gdp.row AS third_row,
        100 * spent.value::DOUBLE / gdp.value AS expected,
        greatest(
            100 * spent.low::DOUBLE / gdp.high - intensity.high::DOUBLE,
            intensity.low::DOUBLE - 100 * spent.high::DOUBLE / gdp.low
        ) AS distance
    FROM (
        SELECT
            series_region AS region, doc_id, period,
            any_value(struct_pack(row := rowid, value, low, high)) FILTER (indicator = 'rd_intensity') AS intensity,
            any_value(struct_pack(row := rowid, value, low, high)) FILTER (indicator = 'rd_expenditure') AS spent,
            any_value(struct_pack(row := rowid, value, low, high)) FILTER (indicator = 'gdp') AS gdp
        FROM fact_observation
        WHERE
            indicator IN ('rd_intensity', 'rd_expenditure', 'gdp') AND unit IN ('percent', 'CNY')
            AND measure = 'level' AND status = 'actual' AND repetition = 0
        GROUP BY series_region, doc_id, period
    )
    WHERE gdp.low > 0
),
part_and_whole AS (
    SELECT
        'part_above_whole' AS rule, part.series_region AS region, part.rowid AS first_row, entire.rowid AS second_row,
        entire.value::DOUBLE AS expected, part.low::DOUBLE - entire.high::DOUBLE AS distance
    FROM part_of_whole AS pairs
    JOIN fact_observation AS part ON part.indicator = pairs.part
    JOIN fact_observation AS entire
        ON entire.indicator = pairs.whole AND entire.series_region = part.series_region AND entire.doc_id = part.doc_id
        AND entire.period = part.period AND entire.unit = part.unit AND entire.status = part.status
    WHERE part.measure = 'level' AND entire.measure = 'level' AND part.repetition = 0 AND entire.repetition = 0
),
two_values AS (
    -- The best statement of a figure, and the repetition in the same report that is farthest from it.
    SELECT
        'two_values' AS rule, region, first_row,
        arg_max(second_row, (distance, precedence)) AS second_row,
        arg_max(expected, (distance, precedence)) AS expected,
        max(distance) AS distance
    FROM (
        SELECT
            best.series_region AS region, best.rowid AS first_row, other.rowid AS second_row, other.precedence,
            other.value::DOUBLE AS expected,
            greatest(other.low - best.high, best.low - other.high)::DOUBLE AS distance
        FROM fact_observation AS best
        JOIN fact_observation AS other
            ON other.series_region = best.series_region AND other.doc_id = best.doc_id
            AND other.indicator = best.indicator AND other.measure = best.measure AND other.status = best.status
            AND other.period = best.period AND other.unit = best.unit
        WHERE
            best.repetition = 0 AND other.repetition > 0 AND other.value <> best.value
            AND best.measure IN ('level', 'change_pct') AND best.status = 'actual'
    )
    GROUP BY region, first_row
),
passed AS (
    SELECT
        'target_already_passed' AS rule, target.series_region AS region, target.rowid AS first_row,
        actual.rowid AS second_row, actual.value::DOUBLE AS expected,
        actual.low::DOUBLE - greatest(target.value, target.value_high, target.low)::DOUBLE AS distance
    FROM fact_observation AS target
    JOIN fact_observation AS actual
        ON actual.series_region = target.series_region AND actual.doc_id = target.doc_id
        AND actual.indicator = target.indicator AND actual.period = target.period AND actual.unit = target.unit
    JOIN indicator_trait AS traits ON traits.indicator = target.indicator
    WHERE
        target.status = 'target' AND actual.status = 'actual' AND target.measure = 'level' AND actual.measure = 'level'
        AND target.repetition = 0 AND actual.repetition = 0
        AND target.bound <> 'at_most' AND NOT traits.less_is_better
        AND actual.segment_id <> target.segment_id
),
impossible AS (
    SELECT
        CASE
            WHEN told.measure <> 'level' THEN 'rank_below_1'
            WHEN told.unit = 'percent' THEN 'share_outside_100'
            ELSE 'level_below_0'
        END AS rule,
        told.series_region AS region,
        told.rowid AS first_row,
        CASE WHEN told.measure <> 'level' THEN 1 WHEN told.unit = 'percent' AND told.value > 0 THEN 100 ELSE 0 END::DOUBLE
            AS expected,
        if(told.value > expected, told.low::DOUBLE - expected, expected - told.high::DOUBLE) AS distance
    FROM fact_observation AS told
    JOIN dim_indicator AS indicators USING (indicator)
    WHERE
        told.measure IN ('rank', 'growth_rank') AND told.value < 1
        OR told.measure = 'level' AND told.unit = 'percent' AND indicators.maximum = 100
        AND (told.value > 100 OR told.value < 0)
        OR told.measure = 'level' AND told.unit <> 'percent' AND indicators.minimum = 0 AND told.value < 0
),
found AS (
    FROM arithmetic
    UNION ALL BY NAME FROM research
    UNION ALL BY NAME FROM part_and_whole
    UNION ALL BY NAME FROM two_values
    UNION ALL BY NAME FROM passed
    UNION ALL BY NAME FROM impossible
),
-- A row for each statement that takes part, so that facts and sentences are looked up once, not once for each part.
witness AS (
    SELECT found.*, told.* EXCLUDE (region, region_name), segment.text AS sentence
    FROM (
        SELECT
            *,
            unnest(
                [
                    struct_pack(part := 1, told_row := first_row),
                    struct_pack(part := 2, told_row := second_row),
                    struct_pack(part := 3, told_row := third_row)
                ],
                recursive := TRUE
            )
        FROM found
        -- A billionth of the value is left to the arithmetic itself.
        WHERE distance > 1e-9 * greatest(abs(expected), 1)
    ) AS found
    JOIN fact_observation AS told ON told.rowid = found.told_row AND told.series_region = found.region
    LEFT JOIN dim_segment AS segment ON segment.segment_id = told.segment_id
),
complaint AS (
    SELECT
        rule, region, expected, distance,
        any_value(year) FILTER (part = 1) AS year,
        any_value(period) FILTER (part = 1) AS period,
        any_value(indicator) FILTER (part = 1) AS indicator,
        any_value(measure) FILTER (part = 1) AS measure,
        any_value(unit) FILTER (part = 1) AS unit,
        any_value(value) FILTER (part = 1) AS stated,
        any_value(sentence) FILTER (part = 1) AS first_sentence,
        any_value(sentence) FILTER (part = 2) AS second_sentence,
        any_value(sentence) FILTER (part = 3) AS third_sentence,
        any_value(doc_id) FILTER (part = 1) AS first_doc_id,
        any_value(doc_id) FILTER (part = 2) AS second_doc_id,
        any_value(vintage) FILTER (part = 1) AS first_vintage,
        any_value(vintage) FILTER (part = 2) AS second_vintage,
        any_value(observation_id) FILTER (part = 1) AS first_observation_id,
        any_value(observation_id) FILTER (part = 2) AS second_observation_id,
        any_value(observation_id) FILTER (part = 3) AS third_observation_id
    FROM witness
    GROUP BY rule, region, expected, distance, first_row, second_row, third_row
)
SELECT
    complaint.rule,
    complaint.region,
    regions.name AS region_name,
    complaint.year,
    complaint.period,
    complaint.indicator,
    indicators.name_zh AS indicator_name,
    complaint.measure,
    complaint.unit,
    complaint.stated,
    CAST(complaint.expected AS DECIMAL(28, 6)) AS expected,
    CAST(abs(complaint.stated - complaint.expected) AS DECIMAL(28, 6)) AS gap,
    CAST(abs(complaint.stated - complaint.expected) - complaint.distance AS DECIMAL(28, 6)) AS tolerance,
    complaint.first_sentence,
    complaint.second_sentence,
    complaint.third_sentence,
    complaint.first_doc_id,
    complaint.second_doc_id,
    complaint.first_vintage,
    complaint.second_vintage,
    complaint.first_observation_id,
    complaint.second_observation_id,
    complaint.third_observation_id
FROM complaint
LEFT JOIN dim_region AS regions ON regions.region = complaint.region
LEFT JOIN dim_indicator AS indicators ON indicators.indicator = complaint.indicator;
