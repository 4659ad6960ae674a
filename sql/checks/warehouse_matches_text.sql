-- text_layer[start:end] is the number of every row of fact_number and fact_observation, and the text of every segment.
WITH spans AS (
    SELECT 'fact_number' AS table_name, number_id AS id, doc_id, start, "end", number AS printed
    FROM fact_number
    UNION ALL
    SELECT 'fact_observation', observation_id, doc_id, start, "end", number
    FROM fact_observation
    UNION ALL
    SELECT 'dim_segment', segment_id, doc_id, start, "end", text
    FROM dim_segment
)
SELECT spans.table_name, spans.id, spans.start, spans."end", spans.printed, found.characters AS found
FROM spans
JOIN audited_text USING (doc_id)
LEFT JOIN long_spans('audited_text', 'spans') AS longs USING (doc_id, start, "end")
LEFT JOIN text_blocks('audited_text') AS blocks ON blocks.doc_id = spans.doc_id AND blocks.block = spans.start // 500,
LATERAL (SELECT span_of(blocks.characters, longs.characters, spans.start, spans."end") AS characters) AS found
WHERE found.characters IS DISTINCT FROM spans.printed
