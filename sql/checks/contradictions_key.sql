-- The same figures break a rule once.
SELECT region, rule, first_observation_id, second_observation_id, third_observation_id, count(*) AS rows_with_this_key
FROM contradictions
GROUP BY region, rule, first_observation_id, second_observation_id, third_observation_id
HAVING count(*) > 1
