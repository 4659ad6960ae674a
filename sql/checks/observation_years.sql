-- The year of an observation is the last year of its period.
SELECT doc_id, observation_id, period, year
FROM observations
WHERE try_cast(regexp_extract(period, '(\d{4})(?:-\d{2})?$', 1) AS BIGINT) <> year
