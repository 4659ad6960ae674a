-- A segment_id has one row in dim_segment.
SELECT segment_id, count(*) AS rows_with_this_key
FROM dim_segment
GROUP BY segment_id
HAVING count(*) > 1
