-- A region has one row in dim_region.
SELECT region, count(*) AS rows_with_this_key
FROM dim_region
GROUP BY region
HAVING count(*) > 1
