-- Nothing passes silently: every digit of the clean text belongs to a number of the ledger. A year printed in Chinese
-- digits (二〇二三年) stands in the clean text as four digits.
WITH printed AS (
    SELECT doc_id, file_name, length(regexp_replace(clean_text, '[^0-9]', '', 'g')) AS digits
    FROM report_texts
),
noted AS (
    SELECT
        doc_id,
        sum(
            CASE
                WHEN regexp_full_match(number, '(二[〇零○◯]|一九)[〇零○◯一二三四五六七八九]{2}') THEN 4
                ELSE length(regexp_replace(number, '[^0-9０-９]', '', 'g'))
            END
        ) AS digits
    FROM numbers
    GROUP BY doc_id
)
SELECT printed.doc_id, printed.file_name, printed.digits, coalesce(noted.digits, 0) AS digits_in_ledger
FROM printed
LEFT JOIN noted USING (doc_id)
WHERE printed.digits > coalesce(noted.digits, 0)
