-- What level of the year before does a report imply, that tells a level together with its growth or change?
-- One row per report, region, indicator, period and method; `low` and `high` carry rounding and bounds through:
--   level_before_growth   level / (1 + growth)
--   level_before_change   level - change. Not for a stock, whose additions (新增) say nothing of what went out
-- Growth is left out where it need not fit the levels (indicator_trait). Of a level told in two units, the statement of
-- higher precedence counts. A table, not a view: derived and contradictions stand on it; it is made anew with each build.
CREATE OR REPLACE TABLE level_before AS
WITH change AS (
    SELECT told.*, told.rowid AS change_row
    FROM fact_observation AS told
    JOIN indicator_trait AS traits USING (indicator)
    JOIN dim_indicator AS indicators USING (indicator)
    WHERE
        told.status = 'actual' AND told.period_kind <> 'years' AND told.repetition = 0
        AND (
            told.measure = 'change_pct' AND told.unit = 'percent' AND traits.growth_fits_levels
            AND least(told.value, told.low, told.high) > -100
            OR told.measure = 'change_abs' AND indicators.nature <> 'stock'
        )
),
told_together AS (
    SELECT
        change.series_region AS region, change.indicator, change.year, change.period_kind, change.period_months,
        change.measure, change.unit AS change_unit, level.unit, change.vintage, change.doc_id,
        level.value, level.low, level.high,
        change.value AS change, change.low AS change_low, change.high AS change_high,
        level.observation_id AS level_observation_id, change.observation_id AS change_observation_id
    FROM change
    JOIN fact_observation AS level
        ON level.series_region = change.series_region AND level.doc_id = change.doc_id
        AND level.indicator = change.indicator AND level.period = change.period
    WHERE level.measure = 'level' AND level.status = 'actual' AND level.repetition = 0
    QUALIFY row_number() OVER (PARTITION BY change.change_row ORDER BY level.precedence DESC) = 1
)
SELECT
    region, indicator, year - 1 AS year, period_kind, period_months, unit,
    if(measure = 'change_pct', 'level_before_growth', 'level_before_change') AS method,
    if(measure = 'change_pct', value / (1 + change::DOUBLE / 100), value::DOUBLE - change::DOUBLE) AS value,
    if(measure = 'change_pct', low / (1 + change_high::DOUBLE / 100), low::DOUBLE - change_high::DOUBLE) AS low,
    if(measure = 'change_pct', high / (1 + change_low::DOUBLE / 100), high::DOUBLE - change_low::DOUBLE) AS high,
    vintage, doc_id, level_observation_id, change_observation_id
FROM told_together
WHERE
    measure = 'change_pct'
    OR change_unit = unit AND unit <> 'percent'
    OR change_unit = 'pp' AND unit = 'percent'
ORDER BY region, indicator, year;
