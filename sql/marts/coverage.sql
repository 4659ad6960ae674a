-- How many numbers does each report hold, and what became of each?
CREATE OR REPLACE VIEW coverage AS
WITH verdict AS (
    SELECT
        doc_id,
        count(*) AS numbers,
        count(*) FILTER (WHERE class = 'fact') AS facts,
        count(*) FILTER (WHERE class = 'quantity') AS quantities,
        count(*) FILTER (WHERE class = 'none') AS not_quantities
    FROM fact_number
    GROUP BY doc_id
),
told AS (
    SELECT
        doc_id,
        count(*) AS observations,
        count(DISTINCT indicator) AS indicators,
        count(*) FILTER (WHERE confidence <> 'certain') AS doubtful
    FROM fact_observation
    GROUP BY doc_id
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
    100.0 * coalesce(verdict.facts, 0) / nullif(verdict.facts + verdict.quantities, 0) AS fact_share
FROM dim_report AS report
LEFT JOIN verdict USING (doc_id)
LEFT JOIN told USING (doc_id);
