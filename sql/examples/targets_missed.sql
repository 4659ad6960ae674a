-- Which targets were missed, and by how much?
SELECT region_name, year, indicator_name, measure, target, outcome, unit, margin, margin_percent
FROM target_outcome
WHERE result = 'missed'
ORDER BY region_name, year, abs(margin_percent) DESC;
