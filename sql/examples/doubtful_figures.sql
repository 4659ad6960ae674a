-- Which values of the panel rest on a doubtful reading, and which doubt is it?
SELECT region_name, year, indicator_name, value, unit, confidence, observation_id
FROM panel
WHERE confidence <> 'certain'
ORDER BY confidence, region, year, indicator;
