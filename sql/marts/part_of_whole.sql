-- Which indicators are parts of which, so that the part can never exceed the whole?
CREATE OR REPLACE VIEW part_of_whole AS
SELECT part, whole
FROM (
    VALUES
        ('primary_value_added', 'gdp'),
        ('secondary_value_added', 'gdp'),
        ('tertiary_value_added', 'gdp'),
        ('industrial_value_added', 'gdp'),
        ('rd_expenditure', 'gdp'),
        ('general_budget_revenue', 'gdp'),
        ('fiscal_sti_expenditure', 'general_budget_expenditure'),
        ('exports', 'trade_total'),
        ('invention_patent_applications', 'patent_applications'),
        ('invention_patent_grants', 'patent_grants'),
        ('invention_patent_grants', 'invention_patents_valid'),
        ('hti_value_added', 'gdp'),
        ('hti_reporting_hte', 'hti_reporting_firms'),
        ('hte_certified', 'hte_count'),
        ('little_giant_firms', 'srdi_firms'),
        ('provincial_key_labs', 'provincial_platforms')
) AS parts (part, whole);
