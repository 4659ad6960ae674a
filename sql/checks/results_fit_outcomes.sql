-- Only what has an outcome is met or missed, and what is pending has none that was told after its year.
SELECT region, period, indicator, measure, target, outcome, result
FROM target_outcome
WHERE outcome IS NULL AND result IN ('met', 'missed') OR year(outcome_vintage) > year AND result = 'pending'
