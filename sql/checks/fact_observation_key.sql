-- A observation_id has one row in fact_observation.
SELECT observation_id, count(*) AS rows_with_this_key
FROM fact_observation
GROUP BY observation_id
HAVING count(*) > 1
