-- A rank of one figure is one row, and no part of its key is empty.
SELECT region, period, indicator, measure, rank, bound, count(*) AS rows_with_this_key
FROM rankings
GROUP BY region, period, indicator, measure, rank, bound
HAVING count(*) > 1 OR region IS NULL OR period IS NULL OR indicator IS NULL OR measure IS NULL OR rank IS NULL OR bound IS NULL
