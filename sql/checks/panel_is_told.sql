-- Every value of the panel is what its observation tells: an actual or expected level of that figure.
SELECT panel.region, panel.year, panel.indicator, panel.value, panel.observation_id, told.value AS told
FROM panel
LEFT JOIN fact_observation AS told ON told.observation_id = panel.observation_id
WHERE
    told.value IS DISTINCT FROM panel.value OR told.unit <> panel.unit OR told.series_region <> panel.region
    OR told.year <> panel.year OR told.indicator <> panel.indicator OR told.measure <> 'level' OR told.status = 'target'
