-- How do the regions of one province compare, where several report?
-- One row per region, year and indicator, with its place by the panel's level among the regions of the same level and
-- province (`league`; provinces among those of the country) that report it in the same unit, for whole years that have
-- happened. Places count from the highest value, or from the lowest where less is better. A table, not a view: a place needs
-- all the others, which would make a question about one region as dear as the whole; it is made anew with each build.
CREATE OR REPLACE TABLE league AS
WITH entrant AS (
    SELECT
        panel.region, panel.region_name, panel.year, panel.indicator, panel.indicator_name, panel.value, panel.unit,
        panel.bound, panel.observation_id, regions.level, traits.less_is_better,
        if(regions.level = 'province', regions.parent, regions.province) AS league
    FROM panel
    JOIN dim_region AS regions ON regions.region = panel.region
    JOIN indicator_trait AS traits ON traits.indicator = panel.indicator
    WHERE panel.status = 'actual' AND length(panel.period) = 4
),
placed AS (
    SELECT
        *,
        count(*) OVER league_year AS regions,
        max(value) OVER league_year AS highest,
        min(value) OVER league_year AS lowest,
        rank() OVER (
            PARTITION BY league, level, year, indicator, unit ORDER BY if(less_is_better, -value, value) DESC
        ) AS place
    FROM entrant
    WINDOW league_year AS (PARTITION BY league, level, year, indicator, unit)
)
SELECT
    placed.region,
    placed.region_name,
    placed.year,
    placed.indicator,
    placed.indicator_name,
    placed.league,
    leagues.name AS league_name,
    placed.level,
    placed.place,
    placed.regions,
    placed.value,
    placed.unit,
    placed.bound,
    placed.value - if(placed.less_is_better, placed.lowest, placed.highest) AS distance_to_first,
    placed.observation_id
FROM placed
LEFT JOIN dim_region AS leagues ON leagues.region = placed.league
WHERE placed.regions > 1
ORDER BY placed.region, placed.indicator, placed.year;
