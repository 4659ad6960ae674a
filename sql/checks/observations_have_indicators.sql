-- Every observation is of an indicator of the catalogue.
SELECT observation_id, indicator
FROM fact_observation
ANTI JOIN dim_indicator USING (indicator)
