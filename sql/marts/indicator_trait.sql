-- Which indicators need care when figures are compared?
--   growth_fits_levels: FALSE where the growth that reports state is at constant prices or over a revised base, so that it
--     need not fit the levels beside it (GDP, value added, fixed-asset investment)
--   less_is_better: TRUE where a target is a ceiling although it is written without one (unemployment 5.5%)
-- An indicator that is not listed here has TRUE and FALSE.
CREATE OR REPLACE VIEW indicator_trait AS
SELECT
    dim_indicator.indicator,
    coalesce(traits.growth_fits_levels, TRUE) AS growth_fits_levels,
    coalesce(traits.less_is_better, FALSE) AS less_is_better
FROM dim_indicator
LEFT JOIN (
    VALUES
        ('gdp', FALSE, FALSE),
        ('gdp_per_capita', FALSE, FALSE),
        ('primary_value_added', FALSE, FALSE),
        ('secondary_value_added', FALSE, FALSE),
        ('tertiary_value_added', FALSE, FALSE),
        ('industrial_value_added', FALSE, FALSE),
        ('hti_value_added', FALSE, FALSE),
        ('fixed_asset_investment', FALSE, FALSE),
        ('unemployment_rate', TRUE, TRUE),
        ('cpi', TRUE, TRUE),
        ('tech_loan_rate', TRUE, TRUE)
) AS traits (indicator, growth_fits_levels, less_is_better) USING (indicator);
