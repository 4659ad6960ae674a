-- No report of the published warehouse is missing, unless somebody retracted it or it went to quarantine.
SELECT published.doc_id, published.file_name
FROM published_reports AS published
ANTI JOIN dim_report USING (doc_id)
ANTI JOIN quarantine USING (doc_id)
WHERE published.doc_id NOT IN (SELECT doc_id FROM etl_run WHERE kind = 'retract' AND doc_id IS NOT NULL)
