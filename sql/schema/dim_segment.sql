-- Titles, headings, sentences and table rows; they tile all that is not masked. Written by `python -m pipeline.schemas`; change pipeline/schemas instead.
CREATE TABLE dim_segment (
    "segment_id" VARCHAR NOT NULL,
    "doc_id" VARCHAR NOT NULL,
    "fingerprint" VARCHAR NOT NULL,
    "ordinal" BIGINT NOT NULL,
    "kind" VARCHAR NOT NULL,
    "start" BIGINT NOT NULL,
    "end" BIGINT NOT NULL,
    "part" BIGINT NOT NULL,
    "part_year" BIGINT,
    "part_period" VARCHAR,
    "part_status" VARCHAR NOT NULL,
    "is_part_year_told" BOOLEAN NOT NULL,
    "heading" VARCHAR,
    "text" VARCHAR NOT NULL
);

COMMENT ON TABLE dim_segment IS 'Titles, headings, sentences and table rows; they tile all that is not masked';
COMMENT ON COLUMN dim_segment."segment_id" IS 'Id of the segment: report and offset';
COMMENT ON COLUMN dim_segment."doc_id" IS 'SHA-256 of the bytes of the raw file, in hexadecimal';
COMMENT ON COLUMN dim_segment."fingerprint" IS 'Hash of code version and reference data that produced the row';
COMMENT ON COLUMN dim_segment."ordinal" IS 'Position within the report, from 0';
COMMENT ON COLUMN dim_segment."kind" IS 'What the segment is';
COMMENT ON COLUMN dim_segment."start" IS 'Offset of the first character in the text layer, counted in characters';
COMMENT ON COLUMN dim_segment."end" IS 'Offset after the last character in the text layer (half-open)';
COMMENT ON COLUMN dim_segment."part" IS 'Ordinal of the part (2019 summary, 2020 plan) from 0';
COMMENT ON COLUMN dim_segment."part_year" IS 'Year that the part speaks of';
COMMENT ON COLUMN dim_segment."part_period" IS 'Period that the part gives its figures by default';
COMMENT ON COLUMN dim_segment."part_status" IS 'Status that the part gives its figures by default';
COMMENT ON COLUMN dim_segment."is_part_year_told" IS 'Whether the text names the year of the part; else it is inferred';
COMMENT ON COLUMN dim_segment."heading" IS 'Nearest heading above';
COMMENT ON COLUMN dim_segment."text" IS 'The characters of the text layer from start to end';
