-- An observation names a number of the same span whose verdict is `fact`.
SELECT observations.doc_id, observations.observation_id, observations.number_id, numbers.class, numbers.start, observations.start AS told_at
FROM observations
LEFT JOIN numbers USING (number_id)
WHERE
    observations.number_id IS NOT NULL
    AND (
        numbers.class IS DISTINCT FROM 'fact' OR numbers.doc_id <> observations.doc_id
        OR numbers.start <> observations.start OR numbers."end" <> observations."end"
    )
