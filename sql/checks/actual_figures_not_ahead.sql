-- What happened cannot be told before its year has begun.
SELECT told.observation_id, told.period, told.vintage, told.indicator, segment.text
FROM fact_observation AS told
LEFT JOIN dim_segment AS segment USING (segment_id)
WHERE told.status = 'actual' AND told.year > year(told.vintage)
