-- No character belongs to two segments.
SELECT doc_id, segment_id, start, previous_end
FROM (
    SELECT doc_id, segment_id, start, max("end") OVER earlier AS previous_end
    FROM report_segments
    WINDOW earlier AS (
        PARTITION BY doc_id ORDER BY start, "end" ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    )
)
WHERE start < previous_end
