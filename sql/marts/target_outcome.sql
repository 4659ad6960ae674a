-- What did plans promise, and what became of it?
-- One row per promise: region, period, indicator, measure and unit; repeated and revised promises are its `history`.
--   target    of the latest plan; where that plan names two steps (确保1900, 冲刺2000), the one that it guarantees, and the
--             other is `stretch_target`
--   outcome   what reports say happened, by the latest vintage (`outcome_source` stated); else what follows from other
--             figures (derived): the level before a stated growth, the growth or change between two levels
--   result    met, missed; pending while no report of the region, or of the one whose report promised it, is later than
--             the period and tells what happened (that others name the region tells nothing, nor does a notice or a
--             plan), or than the years by which the statistics of the indicator come late; unverifiable where later reports
--             do not tell, or tell it too vaguely (1680余家 beside a target of 1700). What is told before the last month of the period
--             (上半年: 268家, of 300) can have met a target, but not missed it, and says nothing of a ceiling: its `outcome` is the
--             state so far
-- A target is a floor, unless it is written as a ceiling (以内) or its indicator is better when lower. 左右 and ranges are
-- met from the near end of their interval. Additions to a stock (新增) are more than its levels rose, by what went out: so
-- levels can show that such a target was met, never that it was missed.
CREATE OR REPLACE TABLE target_outcome AS
WITH plan AS (
    SELECT
        told.series_region AS region, told.indicator, told.measure, told.unit, told.year, told.period, told.doc_id,
        count(*) AS statements,
        max(told.precedence) AS precedence,
        arg_max(traits.less_is_better OR told.bound = 'at_most', told.precedence) AS is_ceiling,
        min(told.value) AS lowest,
        max(told.value) AS highest,
        arg_min(told.rowid, (told.value, -told.precedence)) AS lowest_row,
        arg_max(told.rowid, (told.value, told.precedence)) AS highest_row,
        any_value(told.vintage) AS vintage
    FROM fact_observation AS told
    JOIN indicator_trait AS traits USING (indicator)
    WHERE told.status = 'target' AND told.measure IN ('level', 'change_pct', 'change_abs')
    GROUP BY
        told.series_region, told.indicator, told.measure, told.unit, told.year, told.period, told.doc_id
),
promise AS (
    SELECT
        region, indicator, measure, unit, year, period,
        sum(statements)::BIGINT AS statements,
        count(*) AS reports,
        min(if(is_ceiling, highest, lowest)) <> max(if(is_ceiling, highest, lowest)) AS is_revised,
        arg_max(is_ceiling, precedence) AS is_ceiling,
        arg_max(if(is_ceiling, highest_row, lowest_row), precedence) AS target_row,
        arg_max_null(if(lowest = highest, NULL, if(is_ceiling, lowest, highest)), precedence) AS stretch_target,
        -- Sorted by precedence, as list_sort goes by the first part of a structure.
        list_transform(
            list_sort(list(struct_pack(precedence, vintage, target := if(is_ceiling, highest, lowest), doc_id))),
            lambda step: struct_pack(vintage := step.vintage, target := step.target, doc_id := step.doc_id)
        ) AS history
    FROM plan
    GROUP BY region, indicator, measure, unit, year, period
),
latest AS (
    SELECT
        series_region AS region, indicator, measure, unit, period,
        arg_max(rowid, precedence) AS best_row
    FROM fact_observation
    WHERE status = 'actual' AND measure IN ('level', 'change_pct', 'change_abs')
    GROUP BY series_region, indicator, measure, unit, period
),
-- Levels with the level a year before, for changes that no report states.
change AS (
    SELECT
        region, indicator, 'change_abs' AS measure, if(unit = 'percent', 'pp', unit) AS unit, year,
        value - before.value AS value,
        low - before.high AS low,
        if(nature = 'stock', NULL, high - before.low) AS high,
        if(nature = 'stock', 'net_change_of_levels', 'change_of_levels') AS method,
        vintage,
        observation_id
    FROM (
        SELECT
            panel.region, panel.indicator, panel.unit, panel.year, panel.value, panel.low, panel.high, panel.vintage,
            panel.observation_id, indicators.nature,
            lag(struct_pack(panel.year, panel.unit, panel.value, panel.low, panel.high)) OVER (
                PARTITION BY panel.region, panel.indicator ORDER BY panel.year
            ) AS before
        FROM panel
        JOIN dim_indicator AS indicators ON indicators.indicator = panel.indicator
        WHERE panel.status = 'actual' AND length(panel.period) = 4
    )
    WHERE before.year = year - 1 AND before.unit = unit
),
follows AS (
    SELECT figures.*
    FROM (
        SELECT region, indicator, measure, unit, year, value, low, high, method, vintage, observation_id FROM change
        UNION ALL
        SELECT region, indicator, measure, unit, year, value, low, high, method, vintage, first_observation_id FROM derived
    ) AS figures
    JOIN (
        SELECT DISTINCT series_region AS region, indicator, measure, unit, year
        FROM fact_observation
        WHERE status = 'target' AND period_kind = 'year'
    ) AS promised USING (region, indicator, measure, unit, year)
    QUALIFY row_number() OVER (
        PARTITION BY region, indicator, measure, unit, year ORDER BY vintage DESC, method, observation_id
    ) = 1
),
issued AS (
    SELECT
        doc_id, vintage,
        CASE
            WHEN region = 'unknown' THEN 'unknown:' || left(doc_id, 12)
            ELSE coalesce(regions.current_region, region)
        END AS region
    FROM dim_report
    LEFT JOIN dim_region AS regions USING (region)
),
reach AS (
    SELECT region, max(vintage) AS last_vintage
    FROM issued
    SEMI JOIN (SELECT doc_id FROM fact_observation WHERE status = 'actual') AS told USING (doc_id)
    GROUP BY region
),
compared AS (
    SELECT
        promise.*,
        stated.bound AS stated_bound,
        stated.vintage AS stated_vintage,
        stated.observation_id AS stated_observation_id,
        follows.method AS implied_method,
        follows.vintage AS implied_vintage,
        follows.observation_id AS implied_observation_id,
        greatest(own.last_vintage, promising.last_vintage) AS last_vintage,
        least(
            strftime(coalesce(stated.vintage, follows.vintage), '%Y-%m'),
            if(length(segment.part_period) = 15, right(segment.part_period, 7), NULL)
        ) < if(length(promise.period) = 15, right(promise.period, 7), promise.year || '-12') AS is_early,
        coalesce(stated.value, follows.value) AS outcome,
        -- The interval in which the outcome lies. What is printed exactly counts as printed, so that 3% meets a target of 3%.
        CASE
            WHEN is_early AND is_ceiling THEN NULL
            WHEN stated.value IS NULL THEN follows.low
            WHEN stated.bound IN ('exact', 'at_least', 'range') THEN stated.value
            ELSE stated.low
        END AS outcome_low,
        CASE
            WHEN is_early THEN NULL
            WHEN stated.value IS NULL THEN follows.high
            WHEN stated.bound IN ('exact', 'at_most') THEN stated.value
            WHEN stated.bound = 'range' THEN stated.value_high
            ELSE stated.high
        END AS outcome_high,
        target.value AS target,
        target.value_high AS target_high,
        target.bound AS target_bound,
        target.vintage AS target_vintage,
        target.observation_id AS target_observation_id,
        CASE
            WHEN target.bound = 'approx' AND is_ceiling THEN target.high
            WHEN target.bound = 'approx' THEN target.low
            WHEN target.bound = 'range' AND is_ceiling THEN target.value_high
            ELSE target.value
        END AS threshold
    FROM promise
    JOIN fact_observation AS target
        ON target.rowid = promise.target_row AND target.series_region = promise.region
    LEFT JOIN latest
        ON latest.region = promise.region AND latest.indicator = promise.indicator
        AND latest.measure = promise.measure AND latest.unit = promise.unit AND latest.period = promise.period
    LEFT JOIN fact_observation AS stated
        ON stated.rowid = latest.best_row AND stated.series_region = promise.region
    LEFT JOIN dim_segment AS segment ON segment.segment_id = stated.segment_id
    LEFT JOIN follows
        ON follows.region = promise.region AND follows.indicator = promise.indicator
        AND follows.measure = promise.measure AND follows.unit = promise.unit
        AND follows.year = promise.year AND length(promise.period) = 4
    JOIN issued ON issued.doc_id = target.doc_id
    LEFT JOIN reach AS promising ON promising.region = issued.region
    LEFT JOIN reach AS own ON own.region = promise.region
)
SELECT
    compared.region,
    regions.name AS region_name,
    compared.year,
    compared.period,
    compared.indicator,
    indicators.name_zh AS indicator_name,
    compared.measure,
    compared.unit,
    compared.target,
    compared.target_high,
    compared.target_bound,
    compared.stretch_target,
    compared.is_ceiling,
    compared.outcome,
    stated_bound AS outcome_bound,
    CASE WHEN stated_bound IS NOT NULL THEN 'stated' WHEN implied_method IS NOT NULL THEN 'derived' END AS outcome_source,
    if(stated_bound IS NULL, implied_method, NULL) AS outcome_method,
    CASE
        WHEN is_ceiling AND outcome_high <= threshold OR NOT is_ceiling AND outcome_low >= threshold THEN 'met'
        WHEN is_ceiling AND outcome_low > threshold OR NOT is_ceiling AND outcome_high < threshold THEN 'missed'
        WHEN year(last_vintage) > compared.year + if(outcome IS NULL, coalesce(indicators.lag_years, 0), 0) THEN 'unverifiable'
        WHEN outcome IS NULL OR is_early THEN 'pending'
        ELSE 'unverifiable'
    END AS result,
    outcome - target AS margin,
    round(100 * (outcome::DOUBLE - target::DOUBLE) / nullif(abs(target::DOUBLE), 0), 2) AS margin_percent,
    compared.statements,
    compared.reports,
    compared.is_revised,
    compared.history,
    compared.target_vintage,
    coalesce(stated_vintage, implied_vintage) AS outcome_vintage,
    compared.target_observation_id,
    coalesce(stated_observation_id, implied_observation_id) AS outcome_observation_id
FROM compared
LEFT JOIN dim_region AS regions ON regions.region = compared.region
LEFT JOIN dim_indicator AS indicators ON indicators.indicator = compared.indicator
ORDER BY compared.region, compared.indicator, compared.year, compared.period, compared.measure, compared.unit;
