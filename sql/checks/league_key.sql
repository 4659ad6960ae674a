-- A region stands once in the league of an indicator and year.
SELECT region, year, indicator, unit, count(*) AS rows_with_this_key
FROM league
GROUP BY region, year, indicator, unit
HAVING count(*) > 1
