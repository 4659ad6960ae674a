-- Rates are in percent, ranks in ranks.
SELECT told.observation_id, told.measure, told.number, told.unit, segment.text
FROM fact_observation AS told
LEFT JOIN dim_segment AS segment USING (segment_id)
WHERE
    told.measure = 'change_pct' AND told.unit <> 'percent'
    OR (told.measure IN ('rank', 'growth_rank')) <> (told.unit = 'rank')
