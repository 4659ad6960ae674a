-- A level is in the unit of its indicator, or in another currency where it is money.
SELECT told.observation_id, told.indicator, told.number, told.unit, indicators.unit AS catalogue_unit, segment.text
FROM fact_observation AS told
JOIN dim_indicator AS indicators USING (indicator)
LEFT JOIN dim_segment AS segment USING (segment_id)
WHERE
    told.measure = 'level' AND told.unit <> indicators.unit
    AND NOT (indicators.unit IN ('currency', 'CNY') AND told.unit IN ('CNY', 'USD', 'EUR', 'HKD', 'JPY'))
