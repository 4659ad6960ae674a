-- What did plans promise for a year, and what happened?
-- One row per promise (region, year, indicator); the outcome is the panel's actual level of that year.
CREATE OR REPLACE VIEW target_outcome AS
WITH promise AS (
    SELECT
        series_region AS region, year, indicator, unit, value, value_high, bound, vintage, observation_id, doc_id,
        count(*) OVER figure AS statements,
        count(DISTINCT doc_id) OVER figure AS reports,
        row_number() OVER (
            PARTITION BY series_region, year, indicator, unit
            ORDER BY vintage DESC, report_year DESC NULLS LAST, confidence = 'certain' DESC, observation_id
        ) AS place
    FROM fact_observation
    WHERE status = 'target' AND measure = 'level' AND period_kind = 'year'
    WINDOW figure AS (PARTITION BY series_region, year, indicator, unit)
)
SELECT
    promise.region,
    regions.name AS region_name,
    promise.year,
    promise.indicator,
    indicators.name_zh AS indicator_name,
    promise.unit,
    promise.value AS target,
    promise.bound AS target_bound,
    outcome.value AS outcome,
    outcome.bound AS outcome_bound,
    CASE
        WHEN outcome.value IS NULL THEN 'pending'
        WHEN promise.bound = 'at_most' THEN if(outcome.value <= promise.value, 'met', 'missed')
        WHEN outcome.value >= promise.value THEN 'met'
        ELSE 'missed'
    END AS result,
    outcome.value - promise.value AS margin,
    100 * (outcome.value::DOUBLE - promise.value::DOUBLE) / nullif(promise.value::DOUBLE, 0) AS margin_percent,
    promise.statements,
    promise.reports,
    promise.observation_id AS target_observation_id,
    outcome.observation_id AS outcome_observation_id
FROM promise
LEFT JOIN panel AS outcome
    ON outcome.region = promise.region AND outcome.year = promise.year AND outcome.indicator = promise.indicator
    AND outcome.unit = promise.unit AND outcome.status = 'actual'
LEFT JOIN dim_region AS regions ON regions.region = promise.region
LEFT JOIN dim_indicator AS indicators ON indicators.indicator = promise.indicator
WHERE promise.place = 1;
