-- The level of an indicator lies within its plausible range, where the catalogue gives one.
SELECT
    told.observation_id, told.indicator, told.value, told.unit, indicators.minimum, indicators.maximum, segment.text
FROM fact_observation AS told
JOIN dim_indicator AS indicators USING (indicator)
LEFT JOIN dim_segment AS segment USING (segment_id)
WHERE
    told.measure = 'level' AND (told.unit = indicators.unit OR indicators.unit = 'currency')
    AND (told.value < indicators.minimum OR coalesce(told.value_high, told.value) > indicators.maximum)
