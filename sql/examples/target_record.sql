-- How often does each region keep its promises?
SELECT
    region_name,
    count(*) FILTER (result = 'met') AS met,
    count(*) FILTER (result = 'missed') AS missed,
    count(*) FILTER (result = 'unverifiable') AS not_told_again,
    count(*) FILTER (result = 'pending') AS pending,
    round(100.0 * count(*) FILTER (result = 'met') / nullif(count(*) FILTER (result IN ('met', 'missed')), 0), 1)
        AS percent_met
FROM target_outcome
WHERE region_name IS NOT NULL
GROUP BY region_name
ORDER BY met + missed DESC, region_name;
