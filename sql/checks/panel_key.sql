-- The panel has one value per region, year and indicator.
SELECT region, year, indicator, count(*) AS rows_with_this_key
FROM panel
GROUP BY region, year, indicator
HAVING count(*) > 1
