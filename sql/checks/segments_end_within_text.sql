-- No segment ends after its report.
SELECT segments.doc_id, segments.segment_id, segments."end", length(texts.text_layer) AS characters
FROM report_segments AS segments
JOIN report_texts AS texts USING (doc_id)
WHERE segments."end" > length(texts.text_layer)
