-- The timeline has one value per region, indicator and year.
SELECT region, indicator, year, count(*) AS rows_with_this_key
FROM timeline
GROUP BY region, indicator, year
HAVING count(*) > 1
