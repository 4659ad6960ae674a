-- Which GDP do R&D expenditure and its share of GDP imply, with the range that rounding leaves?
SELECT region_name, year, round(value / 1e8, 1) AS gdp_100_million, round(low / 1e8, 1) AS low, round(high / 1e8, 1) AS high
FROM derived
WHERE method = 'gdp_of_rd'
ORDER BY region_name, year;
