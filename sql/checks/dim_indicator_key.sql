-- A indicator has one row in dim_indicator.
SELECT indicator, count(*) AS rows_with_this_key
FROM dim_indicator
GROUP BY indicator
HAVING count(*) > 1
