-- How many numbers does each report hold, and what became of each?
-- One row per report. `fact_share` is the percentage of its quantities that became observations.
CREATE OR REPLACE TABLE coverage AS
WITH verdict AS (
    SELECT
        report.doc_id,
        report.region,
        count(*) AS numbers,
        count(*) FILTER (ledger.class = 'fact') AS facts,
        count(*) FILTER (ledger.class = 'quantity') AS quantities,
        count(*) FILTER (ledger.class = 'none') AS not_quantities
    FROM dim_report AS report
    JOIN fact_number AS ledger USING (doc_id)
    GROUP BY report.doc_id, report.region
),
told AS (
    SELECT
        report.doc_id,
        report.region,
        count(*) AS observations,
        count(DISTINCT observation.indicator) AS indicators,
        count(*) FILTER (observation.confidence <> 'certain') AS doubtful
    FROM dim_report AS report
    JOIN fact_observation AS observation USING (doc_id)
    GROUP BY report.doc_id, report.region
)
SELECT
    report.doc_id,
    report.file_name,
    report.title,
    report.region,
    report.region_name,
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
LEFT JOIN verdict ON verdict.doc_id = report.doc_id AND verdict.region = report.region
LEFT JOIN told ON told.doc_id = report.doc_id AND told.region = report.region
ORDER BY report.region, report.vintage, report.doc_id;
