-- How do cities compare on R&D intensity in the latest year for which each of them tells it?
SELECT region_name, year, value, bound, status, reports
FROM panel
WHERE indicator = 'rd_intensity' AND status = 'actual' AND length(period) = 4 AND region_name IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY region ORDER BY year DESC) = 1
ORDER BY value DESC;
