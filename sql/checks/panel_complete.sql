-- Every figure with an actual or expected level has its row in the panel.
SELECT DISTINCT told.series_region AS region, told.year, told.indicator
FROM fact_observation AS told
ANTI JOIN panel ON panel.region = told.series_region AND panel.year = told.year AND panel.indicator = told.indicator
WHERE told.measure = 'level' AND told.status <> 'target' AND told.period_kind <> 'years'
