-- No report of the published warehouse went to quarantine, where its figures are no longer read.
SELECT quarantine.doc_id, quarantine.file_name, quarantine.reason, quarantine.detail
FROM quarantine
SEMI JOIN published_reports USING (doc_id)
ANTI JOIN dim_report USING (doc_id)
QUALIFY count(*) OVER () <= most_set_aside((SELECT count(*) FROM published_reports))
