-- What level of the year before does a report imply, that tells a level together with its growth or change?
-- One row per report, region, indicator, period and method; `low` and `high` carry rounding and bounds through:
--   level_before_growth   level / (1 + growth)
--   level_before_change   level - change. Not for a stock, whose additions (新增) say nothing of what went out
-- Growth is left out where it need not fit the levels (indicator_trait). The columns `…_row` are row numbers (rowid) of
-- fact_observation.
CREATE OR REPLACE VIEW level_before AS
SELECT
    told.region, told.indicator, told.year - 1 AS year, told.period_kind, told.period_months,
    level.unit,
    if(change.measure = 'change_pct', 'level_before_growth', 'level_before_change') AS method,
    if(
        change.measure = 'change_pct',
        level.value / (1 + change.value::DOUBLE / 100),
        level.value::DOUBLE - change.value::DOUBLE
    ) AS value,
    if(
        change.measure = 'change_pct',
        level.low / (1 + change.high::DOUBLE / 100),
        level.low::DOUBLE - change.high::DOUBLE
    ) AS low,
    if(
        change.measure = 'change_pct',
        level.high / (1 + change.low::DOUBLE / 100),
        level.high::DOUBLE - change.low::DOUBLE
    ) AS high,
    level.vintage,
    level.doc_id,
    level.observation_id AS level_observation_id,
    change.observation_id AS change_observation_id,
    told.level_row,
    told.change_row
FROM (
    SELECT * EXCLUDE (growth_row, change_row), unnest([growth_row, change_row]) AS change_row
    FROM told_together
) AS told
JOIN indicator_trait AS traits USING (indicator)
JOIN dim_indicator AS indicators USING (indicator)
JOIN fact_observation AS level ON level.rowid = told.level_row AND level.series_region = told.region
JOIN fact_observation AS change ON change.rowid = told.change_row AND change.series_region = told.region
WHERE
    change.measure = 'change_pct' AND change.unit = 'percent' AND traits.growth_fits_levels
    AND least(change.value, change.low, change.high) > -100
    OR change.measure = 'change_abs' AND indicators.nature <> 'stock'
    AND (change.unit = level.unit AND change.unit <> 'percent' OR change.unit = 'pp' AND level.unit = 'percent');
