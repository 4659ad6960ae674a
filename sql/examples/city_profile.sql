-- What do we know of Zibo in 2023, and how sure are we?
SELECT indicator_name, value, unit, bound, status, period, rule, reports, vintage
FROM panel
WHERE region_name = '淄博市' AND year = 2023
ORDER BY indicator;
