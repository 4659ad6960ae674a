-- Which ranks do reports claim, and in whose words?
SELECT region_name, year, indicator_name, measure, rank, bound, sentence
FROM rankings
ORDER BY region_name, year, indicator, rank;
