-- A number lies within the segment that it names.
SELECT numbers.doc_id, numbers.number_id, numbers.number, numbers.segment_id, numbers.start, numbers."end"
FROM numbers
LEFT JOIN report_segments AS segments ON segments.segment_id = numbers.segment_id
WHERE
    numbers.segment_id IS NOT NULL
    AND (
        segments.segment_id IS NULL OR segments.doc_id <> numbers.doc_id
        OR numbers.start < segments.start OR numbers."end" > segments."end"
    )
