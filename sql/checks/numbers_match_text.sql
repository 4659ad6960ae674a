-- text_layer[start:end] is the number, for every number.
SELECT numbers.doc_id, numbers.number_id, texts.file_name, numbers.start, numbers."end", numbers.number, found.characters AS found
FROM numbers
JOIN report_texts AS texts USING (doc_id)
LEFT JOIN long_spans('report_texts', 'numbers') AS longs USING (doc_id, start, "end")
LEFT JOIN text_blocks('report_texts') AS blocks
    ON blocks.doc_id = numbers.doc_id AND blocks.block = numbers.start // 500,
LATERAL (SELECT span_of(blocks.characters, longs.characters, numbers.start, numbers."end") AS characters) AS found
WHERE found.characters IS DISTINCT FROM numbers.number AND NOT (numbers.number IS NULL OR numbers.start IS NULL OR numbers."end" IS NULL)
