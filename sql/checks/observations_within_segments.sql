-- An observation lies within the segment that it names.
SELECT observations.doc_id, observations.observation_id, observations.number, observations.segment_id
FROM observations
LEFT JOIN report_segments AS segments ON segments.segment_id = observations.segment_id
WHERE
    observations.segment_id IS NOT NULL
    AND (
        segments.segment_id IS NULL OR segments.doc_id <> observations.doc_id
        OR observations.start < segments.start OR observations."end" > segments."end"
    )
