-- Every text comes from a file of the landing zone.
SELECT doc_id, file_name
FROM report_texts
ANTI JOIN raw_reports USING (doc_id)
WHERE doc_id IS NOT NULL
