-- Which figures follow from stated ones, though no report states them?
-- Always apart from stated figures; `method` names how, `low` and `high` carry rounding and bounds through the arithmetic:
--   level_before_growth   level a year before = level / (1 + growth), both told by one report
--   level_before_change   level a year before = level - change, both told by one report
--   growth_of_levels      growth = level / level a year before, both from the panel
--   gdp_of_rd             GDP = R&D expenditure / R&D intensity, both from the panel
-- Whole years only, and only what digits and bounds hold on one side at least: of two lower bounds (1200余, 1500余) any growth
-- is possible. level_before and indicator_trait say where these do not hold.
CREATE OR REPLACE VIEW derived AS
WITH levels AS (
    SELECT
        region, year, indicator, unit, value, low, high, vintage, observation_id,
        lag(struct_pack(year, unit, value, low, high, vintage, observation_id)) OVER (
            PARTITION BY region, indicator ORDER BY year
        ) AS before
    FROM panel
    WHERE status = 'actual' AND length(period) = 4
),
research AS (
    SELECT
        region, year,
        any_value(struct_pack(value, low, high, unit, vintage, observation_id))
            FILTER (indicator = 'rd_expenditure') AS spent,
        any_value(struct_pack(value, low, high, unit, vintage, observation_id))
            FILTER (indicator = 'rd_intensity') AS share
    FROM panel
    WHERE indicator IN ('rd_expenditure', 'rd_intensity') AND status = 'actual' AND length(period) = 4
    GROUP BY region, year
),
figures AS (
    SELECT
        region, year, indicator, 'level' AS measure, value, unit, low, high, method, vintage,
        level_observation_id AS first_observation_id, change_observation_id AS second_observation_id
    FROM level_before
    WHERE period_kind = 'year'
    UNION ALL BY NAME
    SELECT
        levels.region, levels.year, levels.indicator, 'change_pct' AS measure, 'percent' AS unit,
        'growth_of_levels' AS method,
        100 * (levels.value::DOUBLE / before.value - 1) AS value,
        100 * (levels.low::DOUBLE / nullif(before.high, 0) - 1) AS low,
        100 * (levels.high::DOUBLE / nullif(before.low, 0) - 1) AS high,
        greatest(levels.vintage, before.vintage) AS vintage,
        levels.observation_id AS first_observation_id,
        before.observation_id AS second_observation_id
    FROM levels
    JOIN indicator_trait AS traits USING (indicator)
    WHERE traits.growth_fits_levels AND before.year = levels.year - 1 AND before.unit = levels.unit AND before.value > 0
    UNION ALL BY NAME
    SELECT
        region, year, 'gdp' AS indicator, 'level' AS measure, spent.unit AS unit, 'gdp_of_rd' AS method,
        100 * spent.value::DOUBLE / share.value AS value,
        100 * spent.low::DOUBLE / nullif(share.high, 0) AS low,
        100 * spent.high::DOUBLE / nullif(share.low, 0) AS high,
        greatest(spent.vintage, share.vintage) AS vintage,
        spent.observation_id AS first_observation_id,
        share.observation_id AS second_observation_id
    FROM research
    WHERE spent IS NOT NULL AND share.value > 0
)
SELECT
    figures.region,
    regions.name AS region_name,
    figures.year,
    figures.indicator,
    indicators.name_zh AS indicator_name,
    figures.measure,
    CAST(figures.value AS DECIMAL(28, 6)) AS value,
    figures.unit,
    CAST(figures.low AS DECIMAL(28, 6)) AS low,
    CAST(figures.high AS DECIMAL(28, 6)) AS high,
    figures.method,
    figures.vintage,
    figures.first_observation_id,
    figures.second_observation_id
FROM figures
LEFT JOIN dim_region AS regions ON regions.region = figures.region
LEFT JOIN dim_indicator AS indicators ON indicators.indicator = figures.indicator
WHERE figures.low IS NOT NULL OR figures.high IS NOT NULL;
