-- Every segment belongs to a report that was read.
SELECT segment_id, doc_id
FROM report_segments
ANTI JOIN report_texts USING (doc_id)
WHERE doc_id IS NOT NULL
