-- text_layer[start:end] is the number, for every observation.
SELECT
    observations.doc_id, observations.observation_id, texts.file_name, observations.start, observations."end", observations.number,
    found.characters AS found
FROM observations
JOIN report_texts AS texts USING (doc_id)
LEFT JOIN long_spans('report_texts', 'observations') AS longs USING (doc_id, start, "end")
LEFT JOIN text_blocks('report_texts') AS blocks
    ON blocks.doc_id = observations.doc_id AND blocks.block = observations.start // 500,
LATERAL (SELECT span_of(blocks.characters, longs.characters, observations.start, observations."end") AS characters) AS found
WHERE found.characters IS DISTINCT FROM observations.number AND NOT (observations.number IS NULL OR observations.start IS NULL OR observations."end" IS NULL)
