-- Which promises does no later report come back to?
SELECT region_name, year, indicator_name, measure, target, unit, reports, target_vintage
FROM target_outcome
WHERE result = 'unverifiable' AND outcome IS NULL
ORDER BY region_name, year, indicator;
