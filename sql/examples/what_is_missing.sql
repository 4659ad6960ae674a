-- Which series have gaps between their first and their last level?
SELECT region_name, indicator_name, first_year, last_year, level_years, missing_years, reports
FROM indicator_coverage
WHERE missing_years > 0
ORDER BY missing_years DESC, region_name, indicator;
