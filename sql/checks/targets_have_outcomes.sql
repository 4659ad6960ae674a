-- Every promise has its row in target_outcome.
SELECT told.observation_id, told.indicator, told.period, told.value
FROM fact_observation AS told
ANTI JOIN target_outcome AS promises
    ON promises.region = told.series_region AND promises.period = told.period
    AND promises.indicator = told.indicator AND promises.measure = told.measure AND promises.unit = told.unit
WHERE told.status = 'target' AND told.measure IN ('level', 'change_pct', 'change_abs')
