-- A rank of one figure is one row.
SELECT region, period, indicator, measure, rank, bound, count(*) AS rows_with_this_key
FROM rankings
GROUP BY region, period, indicator, measure, rank, bound
HAVING count(*) > 1
