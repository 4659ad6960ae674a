-- The ledger of the batch.
INSERT INTO fact_number BY NAME
SELECT *
FROM batch_numbers
ORDER BY doc_id, start;
