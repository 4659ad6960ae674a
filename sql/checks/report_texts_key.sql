-- A report has one row in report_texts.
SELECT doc_id, count(*) AS rows_with_this_key
FROM report_texts
GROUP BY doc_id
HAVING count(*) > 1
