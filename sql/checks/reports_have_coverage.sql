-- Every report has its row in coverage.
SELECT doc_id, file_name
FROM dim_report
ANTI JOIN coverage USING (doc_id)
