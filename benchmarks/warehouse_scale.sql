-- Fills the tables of a new warehouse with `observations` (a variable) smooth figures, straight, without reports to read.
-- A twentieth of the reports is one region's, the first of which is `city`: ten years, two reports a year, 150 figures each.
-- Levels grow by 8% a year and are told twice, half of the figures with growth, change or rank beside them or once more; a
-- fifth is promised. One in a thousand is spoilt, so that restatements and contradictions are nearly as rare as in life (R&D
-- over GDP is not made to fit its intensity).

CREATE TEMP TABLE place AS
SELECT
    region, row_number() OVER (ORDER BY region <> getvariable('city'), hash(region)) - 1 AS number,
    greatest(3, getvariable('observations') // 150 // 20) AS places
FROM dim_region
WHERE valid_to IS NULL AND level IN ('prefecture', 'county')
QUALIFY number < places;

-- There may be fewer regions than wished for.
UPDATE place SET places = (SELECT count(*) FROM place);

CREATE TEMP TABLE report AS
SELECT
    numbers.report, sha256(numbers.report::VARCHAR) AS doc_id, place.region,
    numbers.report // place.places AS round,
    2014 + round % 10 AS year,
    make_date(2015 + round % 10, 1 + round % 12, 15) AS vintage
FROM range(getvariable('observations') // 150) AS numbers (report)
JOIN place ON place.number = numbers.report % place.places;

CREATE TEMP TABLE series AS
SELECT
    indicator, nature, if(unit = 'currency', 'CNY', unit) AS unit,
    row_number() OVER (ORDER BY indicator) - 1 AS place, count(*) OVER () AS places
FROM dim_indicator;

INSERT INTO dim_report BY NAME
SELECT
    doc_id, 'synthetic' AS fingerprint, 'report ' || report || '.txt' AS file_name, 'utf-8' AS charset, 'text' AS reader,
    FALSE AS is_spun, region || ' ' || year AS title, vintage AS issued_on, region, TRUE AS is_region_told,
    year || ',' || (year + 1) AS years, 'synthetic' AS source, 'text/plain' AS media_type, 10000 AS size_bytes,
    TIMESTAMPTZ '2026-01-01' AS landed_at, year + 1 AS report_year, vintage, 'issued' AS vintage_origin, TIMESTAMPTZ '2026-01-01' AS ingested_at
FROM report
ORDER BY doc_id;

CREATE TEMP TABLE figure AS
SELECT
    report.*, series.* EXCLUDE (place, places), slot, hash(report.report, slot) AS dice,
    CASE
        WHEN slot < places OR hash(report.report, slot) % 100 < 5 THEN 'level'
        WHEN hash(report.report, slot) % 100 < 60 THEN 'change_pct'
        WHEN hash(report.report, slot) % 100 < 80 THEN 'change_abs'
        ELSE 'rank'
    END AS measure,
    CASE
        WHEN hash(report.report, slot) // 100 % 100 < 76 THEN 'actual'
        WHEN hash(report.report, slot) // 100 % 100 < 98 THEN 'target'
        ELSE 'forecast'
    END AS status,
    (1000 + hash(report.region, series.indicator) % 100000)
    * if(indicator IN ('gdp', 'trade_total', 'patent_applications', 'patent_grants', 'invention_patents_valid',
        'general_budget_expenditure', 'hti_reporting_firms', 'hte_count', 'srdi_firms', 'provincial_platforms'), 200, 1)
        AS base
FROM report, range(150) AS slots (slot)
JOIN series ON series.place = slot % series.places;

INSERT INTO dim_segment BY NAME
SELECT
    left(doc_id, 16) || '-s' || (slot // 8) AS segment_id, doc_id, 'synthetic' AS fingerprint, slot // 8 AS ordinal,
    'sentence' AS kind, slot // 8 * 100 AS start, slot // 8 * 100 + 100 AS "end", 0 AS part, 'actual' AS part_status,
    true AS is_part_year_told,
    '全市上下认真落实各项部署，' || slot || '项工作取得新进展，' || indicator || '等指标保持较快增长，位居全省前列。' AS text
FROM figure
WHERE slot % 8 = 0
ORDER BY doc_id, ordinal;

INSERT INTO fact_observation BY NAME
WITH told AS (
    SELECT
        *, if(status = 'actual', year, year + 1) AS told_year,
        base * pow(1.08, told_year - 2014) AS level,
        if(dice % 1000 = 7, 1.3, 1.0) AS spoilt
    FROM figure
),
valued AS (
    SELECT
        *,
        CASE measure
            WHEN 'change_pct' THEN 'percent'
            WHEN 'rank' THEN 'rank'
            WHEN 'change_abs' THEN if(unit = 'percent', 'pp', unit)
            ELSE unit
        END AS told_unit,
        CASE
            WHEN measure = 'rank' THEN 1 + dice % 17
            WHEN measure = 'change_pct' THEN round(8 * spoilt, 1)
            WHEN measure = 'change_abs' THEN
                round((level - level / 1.08) * spoilt / if(unit = 'percent', 10000, 1), if(unit = 'percent', 2, 0))
            WHEN unit = 'percent' THEN round(least(level * spoilt / 10000, 99), 2)
            ELSE round(level * spoilt)
        END::DECIMAL(28, 6) AS value,
        if(dice % 10 = 0, 'inherited_region', 'certain') AS confidence,
        slot * 60 AS start
    FROM told
)
SELECT
    left(doc_id, 16) || '.' || start || '.0' AS observation_id, left(doc_id, 16) || '.' || start AS number_id, doc_id,
    'synthetic' AS fingerprint, left(doc_id, 16) || '-s' || (slot // 8) AS segment_id, start, start + 4 AS "end",
    value::VARCHAR AS number, indicator, region, told_year::VARCHAR AS period, told_year AS year, measure, status, value,
    told_unit AS unit, 'exact' AS bound, confidence, 'synthetic' AS rules, 'clause' AS indicator_origin,
    'document' AS region_origin, 'part' AS period_origin, 'clause' AS measure_origin, 'part' AS status_origin, vintage,
    TIMESTAMPTZ '2026-01-01' AS ingested_at, year + 1 AS report_year, region AS series_region, 'year' AS period_kind,
    precedence(vintage, year + 1, confidence, 'exact', 0, doc_id, start) AS precedence,
    row_number() OVER (PARTITION BY doc_id, indicator, measure, status ORDER BY slot) - 1 AS repetition,
    value - if(told_unit IN ('percent', 'pp'), if(measure = 'change_pct', 0.05, 0.005), 0.5) AS low,
    value + if(told_unit IN ('percent', 'pp'), if(measure = 'change_pct', 0.05, 0.005), 0.5) AS high
FROM valued
ORDER BY series_region, indicator, year, observation_id;

INSERT INTO fact_number BY NAME
SELECT
    number_id, doc_id, fingerprint, segment_id, start, "end", number, 'fact' AS class, 'synthetic' AS reason, value, unit,
    bound
FROM fact_observation
ORDER BY doc_id, start;
