-- A file has one row in raw_reports.
SELECT doc_id, count(*) AS rows_with_this_key
FROM raw_reports
GROUP BY doc_id
HAVING count(*) > 1
