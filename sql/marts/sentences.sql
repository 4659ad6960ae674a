-- Which words state each figure? One row per observation, with its sentence and its report.
-- Line breaks inside a sentence are those of a page: they are left out; fact_observation and dim_segment keep every character.
CREATE OR REPLACE VIEW sentences AS
SELECT
    observation.observation_id,
    observation.series_region AS region,
    coalesce(regions.name, observation.region_name) AS region_name,
    observation.indicator,
    indicators.name_zh AS indicator_name,
    observation.period,
    observation.year,
    observation.measure,
    observation.status,
    observation.value,
    observation.value_high,
    observation.unit,
    observation.bound,
    observation.confidence,
    observation.vintage,
    observation.number,
    regexp_replace(segment.text, '[ \t]*[\r\n\f]+[ \t]*', '', 'g') AS sentence,
    segment.heading,
    report.title,
    report.document_number,
    report.file_name,
    report.source,
    observation.start,
    observation."end",
    observation.doc_id
FROM fact_observation AS observation
JOIN dim_report AS report USING (doc_id)
JOIN dim_segment AS segment ON segment.segment_id = observation.segment_id AND segment.doc_id = observation.doc_id
LEFT JOIN dim_region AS regions ON regions.region = observation.series_region
LEFT JOIN dim_indicator AS indicators ON indicators.indicator = observation.indicator;
