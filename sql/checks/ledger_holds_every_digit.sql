-- Nothing passes silently: every digit of the clean text belongs to a number of the ledger, which holds it as printed:
-- a year in Chinese digits (二〇二三, 二O一O, 二0一0) is four digits of the clean text, and 𝟓 or ５ is one.
WITH printed AS (
    SELECT doc_id, file_name, length(regexp_replace(clean_text, '[^0-9]', '', 'g')) AS digits
    FROM report_texts
),
noted AS (
    SELECT
        doc_id,
        sum(
            length(
                regexp_replace(
                    regexp_replace(
                        number,
                        '([二⼆][〇零\x{F9B2}○◯0０OＯoｏОоΟο]|[一⼀]九)[〇零\x{F9B2}○◯0０OＯoｏОоΟο一⼀二⼆三四五六\x{F9D1}七八⼋九]{2}',
                        '0000', 'g'
                    ),
                    '[^0-9０-９𝟎-𝟿]', '', 'g'
                )
            )
        ) AS digits
    FROM numbers
    GROUP BY doc_id
)
SELECT printed.doc_id, printed.file_name, printed.digits, coalesce(noted.digits, 0) AS digits_in_ledger
FROM printed
LEFT JOIN noted USING (doc_id)
WHERE printed.digits > coalesce(noted.digits, 0)
