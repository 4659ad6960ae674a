-- The verdicts of a report add up to its numbers.
SELECT doc_id, file_name, numbers, facts, quantities, not_quantities
FROM coverage
WHERE numbers <> facts + quantities + not_quantities
