-- The interval of the true value holds the value, and is open only where the bound opens it.
SELECT observation_id, number, bound, value, low, high
FROM fact_observation
WHERE
    value < low OR value > high OR (low IS NULL) <> (bound = 'at_most') OR (high IS NULL) <> (bound = 'at_least')
