-- Which figures do reports tell differently, and by how much?
SELECT region_name, year, indicator_name, earlier_value, later_value, unit, gap, earlier_vintage, later_vintage
FROM restatements
ORDER BY gap / nullif(abs(earlier_value), 0) DESC;
