-- Reports of the batch, with the date that orders what reports say (vintage).
INSERT INTO dim_report BY NAME
SELECT
    texts.* EXCLUDE (text_layer, clean_text),
    raw.* EXCLUDE (doc_id, file_name),
    coalesce(texts.issued_on, raw.published_on, CAST(raw.landed_at AS DATE)) AS vintage,
    $ingested_at AS ingested_at
FROM batch_report_texts AS texts
JOIN batch_raw_reports AS raw USING (doc_id)
ORDER BY doc_id;
