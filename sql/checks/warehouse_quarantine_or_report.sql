-- A file is in the warehouse as a report or in quarantine, never both.
SELECT quarantine.doc_id, quarantine.file_name, quarantine.reason
FROM quarantine
SEMI JOIN dim_report USING (doc_id)
