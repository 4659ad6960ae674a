-- A number with the verdict `fact` carries an observation.
SELECT doc_id, number_id, number, reason
FROM numbers
ANTI JOIN observations USING (number_id)
WHERE class = 'fact'
