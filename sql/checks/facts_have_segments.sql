-- Every number and observation stands in a segment of dim_segment that exists.
SELECT 'fact_number' AS table_name, number_id AS id, segment_id
FROM fact_number
ANTI JOIN dim_segment USING (segment_id)
WHERE segment_id IS NOT NULL
UNION ALL
SELECT 'fact_observation', observation_id, segment_id
FROM fact_observation
ANTI JOIN dim_segment USING (segment_id)
