-- Files of the batch that could not be read or did not pass their checks.
INSERT INTO quarantine BY NAME
SELECT *, $ingested_at AS ingested_at
FROM batch_quarantine
ORDER BY doc_id;
