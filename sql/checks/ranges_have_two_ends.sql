-- A range has an upper end above its lower one, and nothing else has an upper end.
SELECT doc_id, observation_id, number, bound, value, value_high
FROM observations
WHERE bound = 'range' AND (value_high IS NULL OR value_high < value) OR bound <> 'range' AND value_high IS NOT NULL
