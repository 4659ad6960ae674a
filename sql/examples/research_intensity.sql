-- How has Zibo's R&D intensity developed, year by year, stated and derived told apart?
SELECT year, value, unit, origin, method, vintage
FROM timeline
WHERE region_name = '淄博市' AND indicator = 'rd_intensity'
ORDER BY year;
