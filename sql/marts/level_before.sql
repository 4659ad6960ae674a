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
    'level_before_growth' AS method,
    level.value / (1 + growth.value::DOUBLE / 100) AS value,
    level.low / (1 + growth.high::DOUBLE / 100) AS low,
    level.high / (1 + growth.low::DOUBLE / 100) AS high,
    level.vintage,
    level.doc_id,
    level.observation_id AS level_observation_id,
    growth.observation_id AS change_observation_id,
    told.level_row,
    told.growth_row AS change_row
FROM told_together AS told
JOIN indicator_trait AS traits USING (indicator)
JOIN fact_observation AS level ON level.rowid = told.level_row AND level.series_region = told.region
JOIN fact_observation AS growth ON growth.rowid = told.growth_row AND growth.series_region = told.region
WHERE traits.growth_fits_levels AND growth.unit = 'percent' AND least(growth.value, growth.low, growth.high) > -100
UNION ALL
SELECT
    told.region, told.indicator, told.year - 1, told.period_kind, told.period_months,
    level.unit,
    'level_before_change',
    level.value::DOUBLE - change.value::DOUBLE,
    level.low::DOUBLE - change.high::DOUBLE,
    level.high::DOUBLE - change.low::DOUBLE,
    level.vintage,
    level.doc_id,
    level.observation_id,
    change.observation_id,
    told.level_row,
    told.change_row
FROM told_together AS told
JOIN dim_indicator AS indicators USING (indicator)
JOIN fact_observation AS level ON level.rowid = told.level_row AND level.series_region = told.region
JOIN fact_observation AS change ON change.rowid = told.change_row AND change.series_region = told.region
WHERE
    indicators.nature <> 'stock'
    AND (change.unit = level.unit AND change.unit <> 'percent' OR change.unit = 'pp' AND level.unit = 'percent');
