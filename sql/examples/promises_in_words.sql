-- In which words was each promise made, and in which told to be kept or not?
SELECT
    outcome.region_name, outcome.year, outcome.indicator_name, outcome.result,
    promised.file_name AS promised_in, promised.sentence AS promise, told.file_name AS told_in, told.sentence AS told
FROM target_outcome AS outcome
JOIN sentences AS promised ON promised.observation_id = outcome.target_observation_id
LEFT JOIN sentences AS told ON told.observation_id = outcome.outcome_observation_id
ORDER BY outcome.region, outcome.year, outcome.indicator;
