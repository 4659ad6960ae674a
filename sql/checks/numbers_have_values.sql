-- A fact or quantity has value, unit and bound; what is no quantity has none of them.
SELECT doc_id, number_id, number, class, value, unit, bound
FROM numbers
WHERE
    class IN ('fact', 'quantity') AND (value IS NULL OR unit IS NULL OR bound IS NULL)
    OR class = 'none' AND (value IS NOT NULL OR value_high IS NOT NULL OR unit IS NOT NULL OR bound IS NOT NULL)
