-- Nothing passes silently: every digit of the clean text belongs to a number of the ledger.
WITH printed AS (
    SELECT doc_id, file_name, length(regexp_replace(clean_text, '[^0-9]', '', 'g')) AS digits
    FROM report_texts
),
noted AS (
    SELECT doc_id, sum(length(regexp_replace(number, '[^0-9０-９]', '', 'g'))) AS digits
    FROM numbers
    GROUP BY doc_id
)
SELECT printed.doc_id, printed.file_name, printed.digits, coalesce(noted.digits, 0) AS digits_in_ledger
FROM printed
LEFT JOIN noted USING (doc_id)
WHERE printed.digits > coalesce(noted.digits, 0)
