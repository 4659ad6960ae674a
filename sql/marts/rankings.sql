-- Who stands where, as the reports say?
-- One row per rank that reports state of a region, year and indicator; `measure` is rank (of the level) or growth_rank.
-- A rank is one among whom its sentence says (全省, 全国), so two different ranks of one figure can both be right.
CREATE OR REPLACE TABLE rankings AS
WITH told AS (
    SELECT
        series_region AS region, year, period, indicator, measure, value AS rank, bound,
        count(*) AS statements,
        count(DISTINCT doc_id) AS reports,
        arg_max(rowid, precedence) AS best_row
    FROM fact_observation
    WHERE measure IN ('rank', 'growth_rank') AND status = 'actual'
    GROUP BY series_region, year, period, indicator, measure, value, bound
)
SELECT
    told.region,
    regions.name AS region_name,
    told.year,
    told.period,
    told.indicator,
    indicators.name_zh AS indicator_name,
    told.measure,
    told.rank::BIGINT AS rank,
    told.bound,
    told.statements,
    told.reports,
    segment.text AS sentence,
    best.vintage,
    best.observation_id,
    best.doc_id
FROM told
JOIN fact_observation AS best ON best.rowid = told.best_row AND best.series_region = told.region
LEFT JOIN dim_segment AS segment ON segment.segment_id = best.segment_id
LEFT JOIN dim_region AS regions ON regions.region = told.region
LEFT JOIN dim_indicator AS indicators ON indicators.indicator = told.indicator
ORDER BY told.region, told.indicator, told.year, told.period, told.measure, told.rank;
