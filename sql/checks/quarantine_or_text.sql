-- A file was either read or put into quarantine.
SELECT quarantine.doc_id, quarantine.file_name, quarantine.reason
FROM quarantine
SEMI JOIN report_texts USING (doc_id)
