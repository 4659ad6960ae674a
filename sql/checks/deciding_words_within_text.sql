-- The words that decided a field stand within the report, and their offsets come in pairs.
SELECT observations.doc_id, observations.observation_id, spans.field, spans.span_start, spans.span_end, length(texts.text_layer) AS characters
FROM observations
JOIN report_texts AS texts USING (doc_id),
LATERAL (
    VALUES
        ('indicator', indicator_start, indicator_end),
        ('region', region_start, region_end),
        ('period', period_start, period_end),
        ('measure', measure_start, measure_end),
        ('status', status_start, status_end)
) AS spans (field, span_start, span_end)
WHERE
    (spans.span_start IS NULL) <> (spans.span_end IS NULL)
    OR spans.span_start < 0 OR spans.span_start >= spans.span_end OR spans.span_end > length(texts.text_layer)
