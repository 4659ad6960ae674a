-- What was known on a given day? `FROM panel_as_of(DATE '2022-06-30')` is the panel as reports up to that day told it.
-- One row per region, year and indicator, chosen among all reports that state its level, by this order:
--   1. the unit of the catalogue over another currency
--   2. actual over forecast; targets never (they are in target_outcome)
--   3. the whole year over a part of it: a partial year is another figure, which no later vintage may put in its place;
--      sums and means over several years never
--   4. the latest vintage; of one day, the report that speaks of the later year
--   5. certain over doubtful
--   6. exact over bounded
--   7. the later version of a file that was changed in its folder
--   8. by report and place in it, so that the choice never depends on chance
-- `statements` and `reports` count who states the chosen figure (same status, period and unit). `agree`: their values are
-- equal, or rounding and bounds explain the difference. `region` is the code under which the place goes on today;
-- `stated_region` the one that the report means. A place that its report hides is `unknown:` and the report's hash.
CREATE OR REPLACE MACRO panel_as_of(day) AS TABLE
WITH figure AS (
    SELECT
        series_region AS region, year, indicator, status, period, period_kind, unit,
        count(*) AS statements,
        count(*) FILTER (repetition = 0) AS reports,
        min(value) AS smallest,
        max(value) AS largest,
        -- All intervals share a value. Two rounded figures that only touch (2.6 and 2.7) do not agree; a rounded and an exact
        -- one that touch do.
        coalesce(
            min(value) = max(value) OR max(low) < min(high) OR max(low) = min(high) AND bool_or(low = high), TRUE
        ) AS agree,
        max(precedence) AS precedence,
        arg_max(rowid, precedence) AS best_row
    FROM fact_observation
    WHERE measure = 'level' AND status <> 'target' AND period_kind <> 'years' AND vintage <= day
    GROUP BY series_region, year, indicator, status, period, period_kind, unit
),
chosen AS (
    SELECT figure.*, indicators.name_zh
    FROM figure
    LEFT JOIN dim_indicator AS indicators USING (indicator)
    QUALIFY row_number() OVER (
        PARTITION BY figure.region, figure.year, figure.indicator
        ORDER BY
            coalesce(figure.unit = indicators.unit, FALSE) DESC,
            figure.status = 'actual' DESC,
            figure.period_kind = 'year' DESC,
            figure.precedence DESC
    ) = 1
)
SELECT
    chosen.region,
    regions.name AS region_name,
    chosen.year,
    chosen.indicator,
    chosen.name_zh AS indicator_name,
    told.value,
    told.value_high,
    chosen.unit,
    told.bound,
    chosen.status,
    chosen.period,
    told.confidence,
    told.vintage,
    CASE
        WHEN chosen.statements = 1 THEN 'only_statement'
        WHEN chosen.smallest = chosen.largest THEN 'all_equal'
        WHEN chosen.agree THEN 'latest_of_agreeing'
        ELSE 'latest_of_differing'
    END AS rule,
    chosen.statements,
    chosen.reports,
    chosen.agree,
    chosen.smallest,
    chosen.largest,
    told.low,
    told.high,
    told.region AS stated_region,
    told.observation_id,
    told.doc_id,
    told.segment_id
FROM chosen
-- The region is joined too, though the row number suffices: so a question about one region reads that region only.
JOIN fact_observation AS told ON told.rowid = chosen.best_row AND told.series_region = chosen.region
LEFT JOIN dim_region AS regions ON regions.region = chosen.region;
