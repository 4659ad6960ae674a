-- A number has the verdict `fact` if and only if observations name it.
SELECT 'without observation' AS problem, number_id, number
FROM fact_number
ANTI JOIN fact_observation USING (number_id)
WHERE class = 'fact'
UNION ALL
SELECT 'observed but no fact', fact_observation.number_id, fact_observation.number
FROM fact_observation
LEFT JOIN fact_number USING (number_id)
WHERE fact_number.class IS DISTINCT FROM 'fact'
