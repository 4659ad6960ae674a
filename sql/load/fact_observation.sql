-- Observations of the batch with what every mart needs: vintage, series, kind of period, and the interval in which the
-- true value lies given the printed digits and the bound. Ordered by region, so that a mart of one city reads little.
INSERT INTO fact_observation BY NAME
WITH versions AS (
    -- Of a file that was changed in its folder, and bears the same date or none, the later version counts.
    SELECT newer.doc_id, count(*) AS version
    FROM dim_report AS newer
    SEMI JOIN batch_report_texts AS batch ON batch.doc_id = newer.doc_id
    JOIN dim_report AS older ON older.source = newer.source AND older.landed_at < newer.landed_at
    GROUP BY newer.doc_id
),
dated AS (
    SELECT
        observations.*,
        reports.vintage,
        reports.ingested_at,
        reports.report_year,
        coalesce(versions.version, 0) AS version,
        CASE
            WHEN observations.region = 'unknown' THEN 'unknown:' || left(observations.doc_id, 12)
            ELSE coalesce(regions.current_region, observations.region)
        END AS series_region,
        CASE
            WHEN regexp_full_match(period, '\d{4}') THEN 'year'
            WHEN regexp_full_match(period, '(\d{4})-01/\d{4}-12') AND left(period, 4) = substring(period, 9, 4) THEN 'year'
            WHEN regexp_full_match(period, '\d{4}-\d{2}') THEN 'part_year'
            WHEN regexp_full_match(period, '\d{4}-\d{2}/\d{4}-\d{2}') AND left(period, 4) = substring(period, 9, 4)
                THEN 'part_year'
            ELSE 'years'
        END AS period_kind,
        rounding(number, value, unit) AS half,
        approximation(number, value, unit) AS about
    FROM batch_observations AS observations
    JOIN dim_report AS reports USING (doc_id)
    LEFT JOIN versions USING (doc_id)
    LEFT JOIN dim_region AS regions ON regions.region = observations.region
)
SELECT
    * EXCLUDE (half, about, version),
    precedence(vintage, report_year, confidence, bound, version, doc_id, start) AS precedence,
    row_number() OVER (
        PARTITION BY doc_id, series_region, indicator, measure, status, period, unit
        ORDER BY precedence(vintage, report_year, confidence, bound, version, doc_id, start) DESC, observation_id
    ) - 1 AS repetition,
    CASE WHEN period_kind = 'part_year' THEN substring(period, 6, 2) || '/' || right(period, 2) END AS period_months,
    CAST(
        CASE bound
            WHEN 'at_least' THEN value
            WHEN 'at_most' THEN NULL
            WHEN 'approx' THEN value::DOUBLE - about
            ELSE value::DOUBLE - half
        END AS DECIMAL(28, 6)
    ) AS low,
    CAST(
        CASE bound
            WHEN 'at_least' THEN NULL
            WHEN 'at_most' THEN value
            WHEN 'approx' THEN value::DOUBLE + about
            WHEN 'range' THEN coalesce(value_high, value)::DOUBLE + half
            ELSE value::DOUBLE + half
        END AS DECIMAL(28, 6)
    ) AS high
FROM dated
ORDER BY series_region, indicator, year, observation_id;
