-- A region stands once in the league of an indicator and year, and no part of its key is empty.
SELECT region, year, indicator, unit, count(*) AS rows_with_this_key
FROM league
GROUP BY region, year, indicator, unit
HAVING count(*) > 1 OR region IS NULL OR year IS NULL OR indicator IS NULL OR unit IS NULL
