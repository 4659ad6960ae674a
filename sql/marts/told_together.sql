-- Which reports tell a level together with its growth or change?
-- One row per report, region, indicator and period that has a level and either of the others. The columns `…_row` are row
-- numbers (rowid) of fact_observation; derived and contradictions build on them.
CREATE OR REPLACE VIEW told_together AS
SELECT
    series_region AS region, indicator, year, period, period_kind, period_months, doc_id,
    arg_max(rowid, precedence) FILTER (measure = 'level') AS level_row,
    arg_max(rowid, precedence) FILTER (measure = 'change_pct') AS growth_row,
    arg_max(rowid, precedence) FILTER (measure = 'change_abs') AS change_row
FROM fact_observation
WHERE
    status = 'actual' AND period_kind <> 'years' AND measure IN ('level', 'change_pct', 'change_abs')
    AND repetition = 0
GROUP BY series_region, indicator, year, period, period_kind, period_months, doc_id
HAVING level_row IS NOT NULL AND (growth_row IS NOT NULL OR change_row IS NOT NULL);
