-- Only what has an outcome is met or missed, and what is pending has none.
SELECT region, period, indicator, measure, target, outcome, result
FROM target_outcome
WHERE outcome IS NULL AND result IN ('met', 'missed') OR outcome IS NOT NULL AND result = 'pending'
