-- An indicator of a region has one row in indicator_coverage, and no part of its key is empty.
SELECT region, indicator, count(*) AS rows_with_this_key
FROM indicator_coverage
GROUP BY region, indicator
HAVING count(*) > 1 OR region IS NULL OR indicator IS NULL
