-- A number_id names one number: each number has exactly one verdict.
SELECT min(doc_id) AS doc_id, number_id, count(*) AS rows_with_this_key
FROM numbers
GROUP BY number_id
HAVING count(*) > 1
