-- Promises of one figure are one row, and no part of its key is empty.
SELECT region, period, indicator, measure, unit, count(*) AS rows_with_this_key
FROM target_outcome
GROUP BY region, period, indicator, measure, unit
HAVING count(*) > 1 OR region IS NULL OR period IS NULL OR indicator IS NULL OR measure IS NULL OR unit IS NULL
