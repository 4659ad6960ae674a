-- A doc_id has one row in dim_report.
SELECT doc_id, count(*) AS rows_with_this_key
FROM dim_report
GROUP BY doc_id
HAVING count(*) > 1
