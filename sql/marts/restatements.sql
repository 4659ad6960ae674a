-- Which figures did a later report tell otherwise?
-- One row per step: two reports that tell the same figure (region, indicator, measure, unit, period) one after the other
-- by vintage, with values that neither rounding nor bounds reconcile. Only what happened; revised promises are in
-- target_outcome. Ranks are left out: whether a place is one in the province or in the country, the figure does not say.
CREATE OR REPLACE TABLE restatements AS
WITH step AS (
    SELECT
        series_region AS region, rowid AS later_row, value, low, high,
        lag(rowid) OVER told AS earlier_row,
        lag(value) OVER told AS earlier_value,
        lag(low) OVER told AS earlier_low,
        lag(high) OVER told AS earlier_high
    FROM fact_observation
    WHERE status = 'actual' AND measure IN ('level', 'change_pct') AND repetition = 0
    WINDOW told AS (PARTITION BY series_region, indicator, measure, unit, period ORDER BY precedence)
),
changed AS (
    SELECT region, earlier_row, later_row, greatest(earlier_low - high, low - earlier_high) AS distance
    FROM step
    -- Two rounded figures that only touch (2.6 and 2.7) differ; a rounded and an exact one that touch do not.
    WHERE value <> earlier_value AND (distance > 0 OR distance = 0 AND low < high AND earlier_low < earlier_high)
)
SELECT
    changed.region,
    regions.name AS region_name,
    later.year,
    later.period,
    later.indicator,
    indicators.name_zh AS indicator_name,
    later.measure,
    later.unit,
    earlier.value AS earlier_value,
    later.value AS later_value,
    abs(later.value - earlier.value) AS gap,
    abs(later.value - earlier.value) - changed.distance AS tolerance,
    earlier.vintage AS earlier_vintage,
    later.vintage AS later_vintage,
    earlier_segment.text AS earlier_sentence,
    later_segment.text AS later_sentence,
    earlier.doc_id AS earlier_doc_id,
    later.doc_id AS later_doc_id,
    earlier.observation_id AS earlier_observation_id,
    later.observation_id AS later_observation_id
FROM changed
JOIN fact_observation AS earlier ON earlier.rowid = changed.earlier_row AND earlier.series_region = changed.region
JOIN fact_observation AS later ON later.rowid = changed.later_row AND later.series_region = changed.region
LEFT JOIN dim_segment AS earlier_segment ON earlier_segment.segment_id = earlier.segment_id
LEFT JOIN dim_segment AS later_segment ON later_segment.segment_id = later.segment_id
LEFT JOIN dim_region AS regions ON regions.region = changed.region
LEFT JOIN dim_indicator AS indicators ON indicators.indicator = later.indicator
ORDER BY changed.region, later.indicator, later.year, later.observation_id;
