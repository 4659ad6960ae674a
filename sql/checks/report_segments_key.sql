-- A segment_id names one segment.
SELECT min(doc_id) AS doc_id, segment_id, count(*) AS rows_with_this_key
FROM report_segments
GROUP BY segment_id
HAVING count(*) > 1
