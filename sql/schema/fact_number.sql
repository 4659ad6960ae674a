-- The ledger: every number of a report with exactly one verdict. Written by `python -m pipeline.schemas`; change pipeline/schemas instead.
CREATE TABLE fact_number (
    "number_id" VARCHAR NOT NULL,
    "doc_id" VARCHAR NOT NULL,
    "fingerprint" VARCHAR NOT NULL,
    "segment_id" VARCHAR,
    "start" BIGINT NOT NULL,
    "end" BIGINT NOT NULL,
    "number" VARCHAR NOT NULL,
    "class" VARCHAR NOT NULL,
    "reason" VARCHAR NOT NULL,
    "value" DECIMAL(28,6),
    "value_high" DECIMAL(28,6),
    "unit" VARCHAR,
    "bound" VARCHAR,
    "label" VARCHAR
);

COMMENT ON TABLE fact_number IS 'The ledger: every number of a report with exactly one verdict';
COMMENT ON COLUMN fact_number."number_id" IS 'Id of the number: report and offset';
COMMENT ON COLUMN fact_number."doc_id" IS 'SHA-256 of the bytes of the raw file, in hexadecimal';
COMMENT ON COLUMN fact_number."fingerprint" IS 'Hash of code version and reference data that produced the row';
COMMENT ON COLUMN fact_number."segment_id" IS 'Segment that holds it';
COMMENT ON COLUMN fact_number."start" IS 'Offset of the first character in the text layer, counted in characters';
COMMENT ON COLUMN fact_number."end" IS 'Offset after the last character in the text layer (half-open)';
COMMENT ON COLUMN fact_number."number" IS 'The digits as printed';
COMMENT ON COLUMN fact_number."class" IS 'Verdict';
COMMENT ON COLUMN fact_number."reason" IS 'Rule that gave the verdict';
COMMENT ON COLUMN fact_number."value" IS 'Value in base units; empty where the number is no quantity';
COMMENT ON COLUMN fact_number."value_high" IS 'Upper end of a range';
COMMENT ON COLUMN fact_number."unit" IS 'Base unit';
COMMENT ON COLUMN fact_number."bound" IS 'How the number stands to the true one';
COMMENT ON COLUMN fact_number."label" IS 'Words nearest to a number that no indicator took, for finding indicators to add';
