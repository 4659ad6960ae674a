-- How much of each report became figures, and how much did not?
SELECT file_name, region_name, vintage, numbers, facts, quantities, not_quantities, fact_share, doubtful
FROM coverage
ORDER BY numbers DESC;
