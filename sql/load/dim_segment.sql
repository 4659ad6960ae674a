-- Segments of the batch, each with its characters, so that a sentence is read without cutting it out of its report.
INSERT INTO dim_segment BY NAME
SELECT
    segments.*,
    span_of(blocks.characters, texts.text_layer, segments.start, segments."end") AS text
FROM batch_report_segments AS segments
JOIN batch_report_texts AS texts USING (doc_id)
LEFT JOIN text_blocks('batch_report_texts') AS blocks
    ON blocks.doc_id = segments.doc_id AND blocks.block = segments.start // 500
ORDER BY segments.doc_id, segments.ordinal;
