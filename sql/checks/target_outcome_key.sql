-- Promises of one figure are one row.
SELECT region, period, indicator, measure, unit, count(*) AS rows_with_this_key
FROM target_outcome
GROUP BY region, period, indicator, measure, unit
HAVING count(*) > 1
