-- Every observation is of a region of dim_region, or of one that its report hides.
SELECT observation_id, region
FROM fact_observation
ANTI JOIN dim_region USING (region)
WHERE region <> 'unknown'
