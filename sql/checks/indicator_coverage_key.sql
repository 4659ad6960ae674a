-- An indicator of a region has one row in indicator_coverage.
SELECT region, indicator, count(*) AS rows_with_this_key
FROM indicator_coverage
GROUP BY region, indicator
HAVING count(*) > 1
