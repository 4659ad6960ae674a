-- A figure is derived once from the same statements, and no part of its key is empty.
SELECT region, year, indicator, measure, method, first_observation_id, second_observation_id, count(*) AS rows_with_this_key
FROM derived
GROUP BY region, year, indicator, measure, method, first_observation_id, second_observation_id
HAVING count(*) > 1 OR region IS NULL OR year IS NULL OR indicator IS NULL OR measure IS NULL OR method IS NULL OR first_observation_id IS NULL
