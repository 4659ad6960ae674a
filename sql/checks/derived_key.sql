-- A figure is derived once from the same statements.
SELECT region, year, indicator, measure, method, first_observation_id, second_observation_id, count(*) AS rows_with_this_key
FROM derived
GROUP BY region, year, indicator, measure, method, first_observation_id, second_observation_id
HAVING count(*) > 1
