-- Where did the number of high-tech enterprises grow fastest in 2023: by stated growth, else by two levels?
SELECT region_name, growth, source
FROM (
    SELECT
        regions.name AS region_name,
        told.value AS growth,
        'stated' AS source,
        row_number() OVER (PARTITION BY told.series_region ORDER BY told.precedence DESC) AS place
    FROM fact_observation AS told
    JOIN dim_region AS regions ON regions.region = told.series_region
    WHERE told.indicator = 'hte_count' AND told.measure = 'change_pct' AND told.status = 'actual' AND told.period = '2023'
    UNION ALL
    SELECT region_name, value, 'derived', 2
    FROM derived
    WHERE indicator = 'hte_count' AND measure = 'change_pct' AND year = 2023
)
QUALIFY row_number() OVER (PARTITION BY region_name ORDER BY source DESC, place) = 1
ORDER BY growth DESC;
