-- A report has one row in coverage, and no part of its key is empty.
SELECT doc_id, count(*) AS rows_with_this_key
FROM coverage
GROUP BY doc_id
HAVING count(*) > 1 OR doc_id IS NULL
