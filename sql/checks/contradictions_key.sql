-- The same figures break a rule once, and no part of its key is empty.
SELECT region, rule, first_observation_id, second_observation_id, third_observation_id, count(*) AS rows_with_this_key
FROM contradictions
GROUP BY region, rule, first_observation_id, second_observation_id, third_observation_id
HAVING count(*) > 1 OR region IS NULL OR rule IS NULL OR first_observation_id IS NULL
