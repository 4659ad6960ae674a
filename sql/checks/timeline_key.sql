-- The timeline has one value per region, indicator and year, and no part of its key is empty.
SELECT region, indicator, year, count(*) AS rows_with_this_key
FROM timeline
GROUP BY region, indicator, year
HAVING count(*) > 1 OR region IS NULL OR indicator IS NULL OR year IS NULL
