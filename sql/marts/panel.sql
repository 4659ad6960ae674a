-- What was the level of each indicator in each region and year?
-- One row per region, year and indicator, chosen among all reports that state it, by this order:
--   1. the unit of the catalogue over another currency
--   2. actual over forecast; targets never (they are in target_outcome)
--   3. the whole year over a part of it (a partial year is another figure, so no later vintage may bring it in)
--   4. the latest vintage; of one day, the report that speaks of the later year
--   5. certain over doubtful
--   6. exact over bounded
--   7. the smaller observation_id, so that the choice never depends on chance
CREATE OR REPLACE VIEW panel AS
WITH candidate AS (
    SELECT
        observation.series_region AS region,
        observation.* EXCLUDE (region, region_name, series_region),
        observation.region AS stated_region,
        coalesce(observation.unit = indicators.unit OR indicators.unit = 'currency', FALSE) AS has_catalogue_unit
    FROM fact_observation AS observation
    LEFT JOIN dim_indicator AS indicators USING (indicator)
    WHERE observation.measure = 'level' AND observation.status <> 'target' AND observation.period_kind <> 'years'
),
ranked AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY region, year, indicator
            ORDER BY
                has_catalogue_unit DESC, status = 'actual' DESC, period_kind = 'year' DESC, vintage DESC,
                report_year DESC NULLS LAST, confidence = 'certain' DESC, bound = 'exact' DESC, observation_id
        ) AS place
    FROM candidate
),
chosen AS (
    SELECT * FROM ranked WHERE place = 1
),
-- Statements of the very figure that was chosen: same status, period and unit.
support AS (
    SELECT
        chosen.region, chosen.year, chosen.indicator,
        count(*) AS statements,
        count(DISTINCT candidate.doc_id) AS reports,
        count(DISTINCT candidate.value) AS distinct_values,
        min(candidate.value) AS smallest,
        max(candidate.value) AS largest,
        bool_and(
            candidate.value = chosen.value
            OR coalesce(candidate.low < chosen.high, TRUE) AND coalesce(chosen.low < candidate.high, TRUE)
        ) AS agree
    FROM chosen
    JOIN candidate
        ON candidate.region = chosen.region AND candidate.year = chosen.year
        AND candidate.indicator = chosen.indicator AND candidate.status = chosen.status
        AND candidate.period = chosen.period AND candidate.unit = chosen.unit
    GROUP BY chosen.region, chosen.year, chosen.indicator
)
SELECT
    chosen.region,
    regions.name AS region_name,
    chosen.year,
    chosen.indicator,
    indicators.name_zh AS indicator_name,
    chosen.value,
    chosen.value_high,
    chosen.unit,
    chosen.bound,
    chosen.status,
    chosen.period,
    chosen.confidence,
    chosen.vintage,
    CASE
        WHEN support.statements = 1 THEN 'only_statement'
        WHEN support.distinct_values = 1 THEN 'all_equal'
        WHEN support.agree THEN 'agree_within_rounding'
        ELSE 'latest_vintage'
    END AS rule,
    support.statements,
    support.reports,
    support.agree,
    support.smallest,
    support.largest,
    chosen.stated_region,
    chosen.observation_id,
    chosen.doc_id,
    chosen.segment_id
FROM chosen
JOIN support USING (region, year, indicator)
LEFT JOIN dim_region AS regions ON regions.region = chosen.region
LEFT JOIN dim_indicator AS indicators ON indicators.indicator = chosen.indicator;
