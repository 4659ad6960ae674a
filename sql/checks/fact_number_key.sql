-- A number_id has one row in fact_number.
SELECT number_id, count(*) AS rows_with_this_key
FROM fact_number
GROUP BY number_id
HAVING count(*) > 1
