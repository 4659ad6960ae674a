-- What did one know of Zibo's technology contracts at the end of 2022, and what does one know now?
SELECT
    now.year,
    before.value AS known_then,
    now.value AS known_now,
    now.unit,
    now.vintage
FROM panel AS now
LEFT JOIN panel_as_of(DATE '2022-12-31') AS before
    ON before.region = now.region AND before.year = now.year AND before.indicator = now.indicator
WHERE now.region_name = '淄博市' AND now.indicator = 'tech_contract_value'
ORDER BY now.year;
