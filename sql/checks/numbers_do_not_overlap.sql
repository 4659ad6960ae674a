-- No character belongs to two numbers of the ledger.
SELECT doc_id, number_id, number, start, previous_end
FROM (
    SELECT doc_id, number_id, number, start, max("end") OVER earlier AS previous_end
    FROM numbers
    WINDOW earlier AS (
        PARTITION BY doc_id ORDER BY start, "end" ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    )
)
WHERE start < previous_end
