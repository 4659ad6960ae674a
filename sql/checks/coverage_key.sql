-- A report has one row in coverage.
SELECT doc_id, count(*) AS rows_with_this_key
FROM coverage
GROUP BY doc_id
HAVING count(*) > 1
