-- A run_id has one row in etl_run.
SELECT run_id, count(*) AS rows_with_this_key
FROM etl_run
GROUP BY run_id
HAVING count(*) > 1
