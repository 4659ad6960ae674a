-- Every report has its text, and every text its report.
SELECT doc_id, reports.file_name
FROM dim_report AS reports
FULL JOIN report_text AS texts USING (doc_id)
WHERE reports.file_name IS NULL OR texts.text_layer IS NULL
