-- Macros of loading and checking. Temporary: they live as long as the connection that needs them.

-- The digits of a number in ASCII, without separators and blanks: `１，234.5 ` is `1234.5`.
CREATE OR REPLACE TEMP MACRO plain_digits(number) AS
    regexp_replace(translate(number, '０１２３４５６７８９．·，', '0123456789..,'), '[,\s\x{200B}]', '', 'g');

-- The largest power of ten that divides a value: 16000 is 1000, 3.5 is 0.1. For numbers in words (三万多, 七成).
CREATE OR REPLACE TEMP MACRO round_part(value) AS
    CASE
        WHEN value = 0 THEN 1.0::DOUBLE
        WHEN value = trunc(value)
            THEN pow(10, length(regexp_extract(CAST(abs(trunc(value)) AS DECIMAL(28, 0))::VARCHAR, '0*$')))
        ELSE pow(10, -length(regexp_extract(rtrim(CAST(value AS VARCHAR), '0'), '\.(\d+)$', 1)))
    END;

-- The smallest difference that the printed digits can show, in base units: 133.68 (亿元) is 1000000.
CREATE OR REPLACE TEMP MACRO resolution(number, value) AS
    CASE
        WHEN NOT regexp_full_match(plain_digits(number), '\d+(\.\d+)?') THEN round_part(value)
        WHEN try_cast(plain_digits(number) AS DOUBLE) = 0 OR value = 0
            THEN pow(10, -length(regexp_extract(plain_digits(number), '\.(\d+)$', 1)))
        ELSE
            abs(value::DOUBLE) / try_cast(plain_digits(number) AS DOUBLE)
            * pow(10, -length(regexp_extract(plain_digits(number), '\.(\d+)$', 1)))
    END;

-- Half of that, except for things counted one by one, which are not rounded.
CREATE OR REPLACE TEMP MACRO rounding(number, value, unit) AS
    CASE
        WHEN unit IN ('count', 'rank', 'person_year') AND resolution(number, value) = 1 THEN 0.0
        ELSE resolution(number, value) / 2
    END;

-- 约, 近 and 左右 stand for numbers rounded to one or two figures: a twentieth covers both.
CREATE OR REPLACE TEMP MACRO approximation(number, value, unit) AS
    greatest(rounding(number, value, unit), abs(value::DOUBLE) / 20);

-- Orders the statements of one figure, the best highest: 17 bits of days since 1900, 8 of years since 1900, certain, exact;
-- then 3 bits of how many versions of the file came before, 9 of the report's hash and 24 of the place in it (the earlier
-- the better), so that no two are equal.
CREATE OR REPLACE TEMP MACRO precedence(vintage, report_year, confidence, bound, version, doc_id, start) AS
    greatest(date_diff('day', DATE '1900-01-01', vintage), 0) * pow(2, 46)::BIGINT
    + least(greatest(coalesce(report_year, 1900) - 1900, 0), 255) * pow(2, 38)::BIGINT
    + (confidence = 'certain')::BIGINT * pow(2, 37)::BIGINT
    + (bound = 'exact')::BIGINT * pow(2, 36)::BIGINT
    + least(version, 7) * pow(2, 33)::BIGINT
    + ('0x' || left(doc_id, 3))::BIGINT // 8 * pow(2, 24)::BIGINT
    + pow(2, 24)::BIGINT - 1 - least(start, pow(2, 24)::BIGINT - 1);

-- A text in blocks of 500 characters, each joined with the one after it. Cutting a span out of a block takes the same
-- time anywhere in the text; cutting it out of the text itself takes longer the later it stands.
CREATE OR REPLACE TEMP MACRO blocks_of(text) AS
    list_transform(
        list_zip(regexp_extract_all(text, '(?s).{1,500}'), regexp_extract_all(text, '(?s).{1,500}')[2:]),
        lambda pair : pair[1] || coalesce(pair[2], '')
    );

-- The blocks of each text. A row holds its block alone: beside the whole text, those of one long text fill the memory.
CREATE OR REPLACE TEMP MACRO text_blocks(texts) AS TABLE
    SELECT doc_id, unnest(range(len(blocks))) AS block, unnest(blocks) AS characters
    FROM (SELECT doc_id, blocks_of(text_layer) AS blocks FROM query_table(texts));

-- The characters of the spans of more than 500 characters, put together of every second block that they touch.
CREATE OR REPLACE TEMP MACRO long_spans(texts, spans) AS TABLE
    WITH wanted AS (
        SELECT DISTINCT doc_id, start, "end"
        FROM query_table(spans)
        WHERE "end" - start > 500
    ),
    texts_of_wanted AS (
        SELECT doc_id, text_layer
        FROM query_table(texts)
        SEMI JOIN wanted USING (doc_id)
    )
    SELECT
        doc_id, start, "end", substring(string_agg(characters, '' ORDER BY block), start % 500 + 1, "end" - start) AS characters
    FROM (SELECT *, unnest(range(start // 500, ("end" - 1) // 500 + 1, 2)) AS block FROM wanted)
    JOIN text_blocks('texts_of_wanted') USING (doc_id, block)
    GROUP BY doc_id, start, "end";

-- The characters [first, after) of a text, given the block that `first` stands in, and those of a long span (as above).
CREATE OR REPLACE TEMP MACRO span_of(block_characters, long_characters, first, after) AS
    CASE
        WHEN after - first <= 500 THEN substring(block_characters, first % 500 + 1, after - first)
        ELSE long_characters
    END;

-- How many of the published reports may go to quarantine at once: a tenth, or one (chosen by hand).
CREATE OR REPLACE TEMP MACRO most_set_aside(published) AS greatest(1, published / 10);
