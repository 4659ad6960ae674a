-- Promises of one figure are one row.
SELECT region, year, indicator, unit, count(*) AS rows_with_this_key
FROM target_outcome
GROUP BY region, year, indicator, unit
HAVING count(*) > 1
