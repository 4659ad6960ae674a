-- An observation_id names one observation.
SELECT min(doc_id) AS doc_id, observation_id, count(*) AS rows_with_this_key
FROM observations
GROUP BY observation_id
HAVING count(*) > 1
