-- Which statement stands for each figure in an SDMX data set, where a figure may stand once?
-- One row per place, indicator, measure, status, unit and period: the statement of highest precedence (the latest report's,
-- a certain one before a doubtful one, an exact one before a bounded one). Periods are written as SDMX writes them:
-- 2023-01/2023-11 becomes 2023-01-01/P11M, 2021/2025 becomes 2021-01-01/P5Y.
WITH chosen AS (
    SELECT series_region, indicator, measure, status, unit, period, arg_max(rowid, precedence) AS best_row
    FROM fact_observation
    GROUP BY series_region, indicator, measure, status, unit, period
),
ends AS (
    SELECT
        chosen.*,
        string_split(period, '/')[1] AS first,
        string_split(period, '/')[2] AS last
    FROM chosen
)
SELECT
    ends.series_region,
    replace(ends.series_region, ':', '_') AS "REF_AREA",
    ends.indicator AS "INDICATOR",
    ends.measure AS "MEASURE",
    ends.status AS "STATUS",
    ends.unit AS "UNIT_MEASURE",
    CASE
        WHEN ends.last IS NULL THEN ends.first
        WHEN length(ends.first) = 4 AND length(ends.last) = 4
            THEN ends.first || '-01-01/P' || (ends.last::INTEGER - ends.first::INTEGER + 1)::VARCHAR || 'Y'
        ELSE
            left(ends.first || '-01', 7) || '-01/P' || (
                12 * (left(ends.last, 4)::INTEGER - left(ends.first, 4)::INTEGER)
                + substring(ends.last || '-12', 6, 2)::INTEGER - substring(ends.first || '-01', 6, 2)::INTEGER + 1
            )::VARCHAR || 'M'
    END AS "TIME_PERIOD",
    observation.value AS "OBS_VALUE",
    observation.value_high AS "UPPER_VALUE",
    observation.bound AS "BOUND",
    observation.confidence AS "CONFIDENCE",
    observation.vintage AS "VINTAGE",
    observation.observation_id AS "OBSERVATION_ID",
    observation.doc_id AS "DOC_ID",
    regexp_replace(segment.text, '[ \t]*[\r\n\f]+[ \t]*', '', 'g') AS "SENTENCE"
FROM ends
JOIN fact_observation AS observation
    ON observation.rowid = ends.best_row AND observation.series_region = ends.series_region
LEFT JOIN dim_segment AS segment ON segment.segment_id = observation.segment_id
