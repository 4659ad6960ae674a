-- Who leads whom? Regions of one province (or provinces of the country) side by side, where several report.
SELECT league_name, level, year, indicator_name, place, regions, region_name, value, unit, distance_to_first
FROM league
ORDER BY league_name, indicator, year, place;
