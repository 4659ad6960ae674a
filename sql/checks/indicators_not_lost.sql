-- No indicator that the published warehouse has figures of is left without any.
SELECT published.indicator, published.observations AS before
FROM published_figures AS published
ANTI JOIN fact_observation USING (indicator)
