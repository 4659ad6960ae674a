-- How did an indicator of a region develop?
-- One row per region, indicator and year, for plotting: the stated level where the panel has one (`origin` stated), else the
-- one that follows from other figures (`origin` derived, with its `method`; the latest vintage of several). Kept under the
-- code that the place bears today, so that a series does not break where a county became a district.
CREATE OR REPLACE VIEW timeline AS
WITH figure AS (
    SELECT
        region, indicator, year, value, low, high, unit, bound, 'stated' AS origin, rule AS method, status, period, vintage,
        observation_id, NULL AS second_observation_id
    FROM panel
    UNION ALL
    SELECT
        region, indicator, year, value, low, high, unit, NULL, 'derived', method, 'actual', year::VARCHAR, vintage,
        first_observation_id, second_observation_id
    FROM derived
    WHERE measure = 'level'
),
chosen AS (
    FROM figure
    QUALIFY row_number() OVER (
        PARTITION BY region, indicator, year
        ORDER BY origin DESC, vintage DESC, method, observation_id, second_observation_id
    ) = 1
)
SELECT
    chosen.region,
    regions.name AS region_name,
    chosen.indicator,
    indicators.name_zh AS indicator_name,
    chosen.* EXCLUDE (region, indicator)
FROM chosen
LEFT JOIN dim_region AS regions ON regions.region = chosen.region
LEFT JOIN dim_indicator AS indicators ON indicators.indicator = chosen.indicator;
