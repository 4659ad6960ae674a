-- A step from one telling to the next is one row, and no part of its key is empty.
SELECT region, period, indicator, measure, unit, later_observation_id, count(*) AS rows_with_this_key
FROM restatements
GROUP BY region, period, indicator, measure, unit, later_observation_id
HAVING count(*) > 1 OR region IS NULL OR period IS NULL OR indicator IS NULL OR measure IS NULL OR unit IS NULL OR later_observation_id IS NULL
