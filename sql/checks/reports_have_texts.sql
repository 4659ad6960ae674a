-- Every report has its text, and every text its report.
SELECT coalesce(reports.doc_id, texts.doc_id) AS doc_id, reports.file_name
FROM dim_report AS reports
FULL JOIN report_text AS texts ON texts.doc_id = reports.doc_id
WHERE reports.doc_id IS NULL OR texts.doc_id IS NULL
