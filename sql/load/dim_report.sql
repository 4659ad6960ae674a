-- Reports of the batch, with the date that orders what reports say (vintage). A report without a date was written before the
-- end of the last year that it speaks of, so that day stands in, not the day on which somebody found it; only a report that
-- names no year either counts from when it was landed. What a plan promises for a year is written in the first months of it,
-- so that the end of March stands in: by the end of the year, it would be later than all that was published in between. A report that was changed at its address after it was first fetched
-- tells what it tells from the day on which the change was seen, whatever date it bears: before, the other version was known.
INSERT INTO dim_report BY NAME
WITH parts AS (
    SELECT doc_id, year, bool_and(part_status IS DISTINCT FROM 'actual') AS is_promised
    FROM (
        SELECT doc_id, part_status, try_cast(regexp_extract(part_period, '(\d{4})(-\d{2})?$', 1) AS BIGINT) AS year
        FROM batch_report_segments
    )
    GROUP BY doc_id, year
),
dated AS (
    SELECT
        texts.* EXCLUDE (text_layer, clean_text),
        raw.* EXCLUDE (doc_id, file_name),
        CAST(raw.landed_at AS DATE) AS landed_on,
        list_max(CAST(string_split(texts.years, ',') AS BIGINT[])) AS report_year
    FROM batch_report_texts AS texts
    JOIN batch_raw_reports AS raw USING (doc_id)
),
bounded AS (
    SELECT dated.*, make_date(report_year, if(parts.is_promised, 3, 12), 31) AS latest
    FROM dated
    LEFT JOIN parts ON parts.doc_id = dated.doc_id AND parts.year = dated.report_year
)
SELECT
    * EXCLUDE (landed_on, latest),
    CASE
        WHEN supersedes IS NOT NULL THEN greatest(landed_on, issued_on, published_on)
        ELSE coalesce(issued_on, published_on, least(latest, landed_on), landed_on)
    END AS vintage,
    CASE
        WHEN supersedes IS NOT NULL THEN 'revised'
        WHEN issued_on IS NOT NULL THEN 'issued'
        WHEN published_on IS NOT NULL THEN 'published'
        WHEN latest < landed_on THEN 'years'
        ELSE 'landed'
    END AS vintage_origin,
    $ingested_at AS ingested_at
FROM bounded
ORDER BY doc_id;
