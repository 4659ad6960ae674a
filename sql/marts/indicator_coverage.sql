-- What is known of which indicator where, and over which years?
-- One row per region and indicator. `level_years` counts the years with an actual level, `missing_years` those without one
-- between the first and the last.
CREATE OR REPLACE VIEW indicator_coverage AS
WITH told AS (
    SELECT
        series_region AS region, indicator,
        count(*) AS observations,
        count(DISTINCT doc_id) AS reports,
        count(*) FILTER (status = 'target') AS targets,
        count(*) FILTER (confidence <> 'certain') AS doubtful,
        min(year) FILTER (status = 'actual') AS first_year,
        max(year) FILTER (status = 'actual') AS last_year,
        count(DISTINCT year) FILTER (status = 'actual' AND measure = 'level' AND period_kind <> 'years') AS level_years,
        min(year) FILTER (status = 'actual' AND measure = 'level' AND period_kind <> 'years') AS first_level_year,
        max(year) FILTER (status = 'actual' AND measure = 'level' AND period_kind <> 'years') AS last_level_year,
        max(vintage) AS last_vintage
    FROM fact_observation
    GROUP BY series_region, indicator
)
SELECT
    told.region,
    regions.name AS region_name,
    told.indicator,
    indicators.name_zh AS indicator_name,
    indicators.theme,
    told.observations,
    told.reports,
    told.targets,
    told.doubtful,
    told.first_year,
    told.last_year,
    told.level_years,
    coalesce(told.last_level_year - told.first_level_year + 1 - told.level_years, 0) AS missing_years,
    told.last_vintage
FROM told
LEFT JOIN dim_region AS regions ON regions.region = told.region
LEFT JOIN dim_indicator AS indicators ON indicators.indicator = told.indicator;
