-- Which figures cannot all be right?
-- One row per rule and set of figures, with what was stated, what the other figures lead to, and the sentences. Rules:
--   growth                 a level and its growth, told by one report, and the level a year before, told by any
--   change                 a level and its change, told by one report, and the level a year before, told by any
--   rd_over_gdp            R&D expenditure, GDP and R&D intensity of one report
--   part_above_whole       a part (part_of_whole) exceeds its whole in one report
--   two_values             one report tells two values of one level or growth rate
--   target_already_passed  a plan promises less than what it said above has happened in that very year
--   share_outside_100      a share above 100% or below 0
--   level_below_0          an amount or a count below 0
--   rank_below_1           a rank of 0
-- `gap` is the distance between the stated and the expected value, `tolerance` the part of it that the rounding of printed
-- digits and the bounds (余, 以上, 约) explain; what they explain in full is not here. Nor is growth that need not fit its
-- levels (indicator_trait), a figure that a later report tells otherwise (restatements), and a target that its own sentence
-- sets beside the higher outcome, or that stands above it (目标任务：… 完成情况：…).
CREATE OR REPLACE TABLE contradictions AS
WITH comparison AS (
    -- Each value that is told of the level a year before, once, by its best statement.
    SELECT
        implied.rowid AS implied_row,
        max(stated.precedence) AS precedence,
        arg_max(stated.observation_id, stated.precedence) AS first_id,
        arg_max_null(stated.low, stated.precedence)::DOUBLE AS low,
        arg_max_null(stated.high, stated.precedence)::DOUBLE AS high,
        any_value(implied.low) AS implied_low,
        any_value(implied.high) AS implied_high
    FROM level_before AS implied
    JOIN fact_observation AS stated
        ON stated.series_region = implied.region AND stated.indicator = implied.indicator AND stated.year = implied.year
        AND stated.period_kind = implied.period_kind AND stated.unit = implied.unit
        AND stated.period_months IS NOT DISTINCT FROM implied.period_months
    WHERE stated.measure = 'level' AND stated.status = 'actual' AND stated.repetition = 0
    GROUP BY implied.rowid, stated.value
),
arithmetic AS (
    SELECT
        if(implied.method = 'level_before_growth', 'growth', 'change') AS rule,
        implied.region,
        told.first_id,
        implied.level_observation_id AS second_id,
        implied.change_observation_id AS third_id,
        implied.value AS expected,
        greatest(implied_low - told.high, told.low - implied_high) AS distance
    FROM comparison AS told
    JOIN level_before AS implied ON implied.rowid = told.implied_row
    WHERE
        distance > 0
        AND NOT EXISTS (
            FROM comparison AS restated
            WHERE
                restated.implied_row = told.implied_row AND restated.precedence > told.precedence
                AND (restated.low > told.high OR restated.high < told.low)
        )
),
research AS (
    SELECT
        'rd_over_gdp' AS rule, region, intensity.id AS first_id, spent.id AS second_id, gdp.id AS third_id,
        100 * spent.value::DOUBLE / gdp.value AS expected,
        greatest(
            100 * spent.low::DOUBLE / gdp.high - intensity.high::DOUBLE,
            intensity.low::DOUBLE - 100 * spent.high::DOUBLE / gdp.low
        ) AS distance
    FROM (
        SELECT
            series_region AS region, doc_id, period,
            any_value(struct_pack(id := observation_id, value, low, high)) FILTER (indicator = 'rd_intensity') AS intensity,
            any_value(struct_pack(id := observation_id, value, low, high)) FILTER (indicator = 'rd_expenditure') AS spent,
            any_value(struct_pack(id := observation_id, value, low, high)) FILTER (indicator = 'gdp') AS gdp
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
        'part_above_whole' AS rule, part.series_region AS region, part.observation_id AS first_id,
        entire.observation_id AS second_id,
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
        'two_values' AS rule, region, first_id,
        arg_max(second_id, (distance, precedence)) AS second_id,
        arg_max(expected, (distance, precedence)) AS expected,
        max(distance) AS distance
    FROM (
        SELECT
            best.series_region AS region, best.observation_id AS first_id,
            other.observation_id AS second_id, other.precedence,
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
    GROUP BY region, first_id
),
passed AS (
    SELECT
        'target_already_passed' AS rule, target.series_region AS region, target.observation_id AS first_id,
        actual.observation_id AS second_id, actual.value::DOUBLE AS expected,
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
        AND actual.start < target.start
),
impossible AS (
    SELECT
        CASE
            WHEN told.measure <> 'level' THEN 'rank_below_1'
            WHEN told.unit = 'percent' THEN 'share_outside_100'
            ELSE 'level_below_0'
        END AS rule,
        told.series_region AS region,
        told.observation_id AS first_id,
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
-- A row for each statement that takes part, so that facts and sentences are looked up once, not once for each part. The
-- list of each region keeps the planner from thinking that there are many, and from looking up all facts first.
listed AS (
    SELECT
        region,
        unnest(list(struct_pack(rule, first_id, second_id, third_id, expected, distance)), recursive := TRUE)
    FROM found
    -- A billionth of the value is left to the arithmetic itself.
    WHERE distance > 1e-9 * greatest(abs(expected), 1)
    GROUP BY region
),
witness AS (
    SELECT found.*, told.* EXCLUDE (region, region_name), segment.text AS sentence
    FROM (
        SELECT
            *,
            unnest(
                [
                    struct_pack(part := 1, id := first_id),
                    struct_pack(part := 2, id := second_id),
                    struct_pack(part := 3, id := third_id)
                ],
                recursive := TRUE
            )
        FROM listed
    ) AS found
    JOIN fact_observation AS told ON told.observation_id = found.id AND told.series_region = found.region
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
        first_id AS first_observation_id,
        second_id AS second_observation_id,
        third_id AS third_observation_id
    FROM witness
    GROUP BY rule, region, expected, distance, first_id, second_id, third_id
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
LEFT JOIN dim_indicator AS indicators ON indicators.indicator = complaint.indicator
ORDER BY complaint.region, complaint.indicator, complaint.year, complaint.rule, complaint.first_observation_id;
