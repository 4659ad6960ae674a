-- Segments of the batch, each with its characters, so that a sentence is read without cutting it out of its report.
INSERT INTO dim_segment BY NAME
SELECT
    segments.*,
    span_of(blocks.characters, longs.characters, segments.start, segments."end") AS text
FROM batch_report_segments AS segments
LEFT JOIN long_spans('batch_report_texts', 'batch_report_segments') AS longs USING (doc_id, start, "end")
LEFT JOIN text_blocks('batch_report_texts') AS blocks
    ON blocks.doc_id = segments.doc_id AND blocks.block = segments.start // 500
ORDER BY segments.doc_id, segments.ordinal;
