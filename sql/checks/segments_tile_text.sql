-- Segments hold every character that is neither masked furniture (U+FFFC) nor blank nor a bar: bars part the cells of a row.
WITH visible AS (
    SELECT
        doc_id, file_name,
        length(regexp_replace(clean_text, '[\x{FFFC}\s\x{3000}\x{A0}\x{FEFF}\x{200B}|]', '', 'g')) AS characters
    FROM report_texts
),
blocks AS (
    SELECT * FROM text_blocks('report_clean_texts')
),
held AS (
    SELECT
        segments.doc_id,
        sum(
            length(
                regexp_replace(
                    span_of(blocks.characters, longs.characters, segments.start, segments."end"),
                    '[\x{FFFC}\s\x{3000}\x{A0}\x{FEFF}\x{200B}|]', '', 'g'
                )
            )
        ) AS characters
    FROM report_segments AS segments
    LEFT JOIN long_spans('report_clean_texts', 'report_segments') AS longs USING (doc_id, start, "end")
    JOIN blocks ON blocks.doc_id = segments.doc_id AND blocks.block = segments.start // 500
    GROUP BY segments.doc_id
)
SELECT visible.doc_id, visible.file_name, visible.characters, coalesce(held.characters, 0) AS characters_in_segments
FROM visible
LEFT JOIN held USING (doc_id)
WHERE coalesce(held.characters, 0) < visible.characters
