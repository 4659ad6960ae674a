-- A figure is of a year from 1949 to ten years after its report.
SELECT told.observation_id, told.period, told.vintage, told.indicator, segment.text
FROM fact_observation AS told
LEFT JOIN dim_segment AS segment USING (segment_id)
WHERE told.year < 1949 OR told.year > year(told.vintage) + 10
