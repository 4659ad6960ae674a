-- A step from one telling to the next is one row.
SELECT region, period, indicator, measure, unit, later_observation_id, count(*) AS rows_with_this_key
FROM restatements
GROUP BY region, period, indicator, measure, unit, later_observation_id
HAVING count(*) > 1
