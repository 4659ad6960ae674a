-- A file has one row in quarantine.
SELECT doc_id, count(*) AS rows_with_this_key
FROM quarantine
GROUP BY doc_id
HAVING count(*) > 1
