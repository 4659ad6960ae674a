-- The panel has one value per region, year and indicator, and no part of its key is empty.
SELECT region, year, indicator, count(*) AS rows_with_this_key
FROM panel
GROUP BY region, year, indicator
HAVING count(*) > 1 OR region IS NULL OR year IS NULL OR indicator IS NULL
