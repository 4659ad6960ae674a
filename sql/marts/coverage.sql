-- How many numbers does each report hold, and what became of each?
-- One row per report. `fact_share` is the percentage of its quantities that became observations.
CREATE OR REPLACE TABLE coverage AS
WITH verdict AS (
    SELECT
        doc_id,
        count(*) AS numbers,
        count(*) FILTER (class = 'fact') AS facts,
        count(*) FILTER (class = 'quantity') AS quantities,
        count(*) FILTER (class = 'none') AS not_quantities
    FROM fact_number
    GROUP BY doc_id
),
told AS (
    SELECT
        doc_id,
        count(*) AS observations,
        count(DISTINCT indicator) AS indicators,
        count(*) FILTER (confidence <> 'certain') AS doubtful
    FROM fact_observation
    GROUP BY doc_id
)
SELECT
    report.doc_id,
    report.file_name,
    report.title,
    CASE
        WHEN report.region = 'unknown' THEN 'unknown:' || left(report.doc_id, 12)
        ELSE coalesce(meant.current_region, report.region)
    END AS region,
    coalesce(regions.name, report.region_name) AS region_name,
    report.vintage,
    coalesce(verdict.numbers, 0) AS numbers,
    coalesce(verdict.facts, 0) AS facts,
    coalesce(verdict.quantities, 0) AS quantities,
    coalesce(verdict.not_quantities, 0) AS not_quantities,
    coalesce(told.observations, 0) AS observations,
    coalesce(told.indicators, 0) AS indicators,
    coalesce(told.doubtful, 0) AS doubtful,
    round(100.0 * verdict.facts / nullif(verdict.facts + verdict.quantities, 0), 1) AS fact_share
FROM dim_report AS report
LEFT JOIN dim_region AS meant ON meant.region = report.region
LEFT JOIN dim_region AS regions ON regions.region = meant.current_region
LEFT JOIN verdict ON verdict.doc_id = report.doc_id
LEFT JOIN told ON told.doc_id = report.doc_id
ORDER BY region, report.vintage, report.doc_id;
