-- The text of each report, apart from dim_report so that listing reports does not drag their texts along. Written by `python -m pipeline.schemas`; change pipeline/schemas instead.
CREATE TABLE report_text (
    "doc_id" VARCHAR NOT NULL,
    "text_layer" VARCHAR NOT NULL,
    "clean_text" VARCHAR NOT NULL
);

COMMENT ON TABLE report_text IS 'The text of each report, apart from dim_report so that listing reports does not drag their texts along';
COMMENT ON COLUMN report_text."doc_id" IS 'SHA-256 of the bytes of the raw file, in hexadecimal';
COMMENT ON COLUMN report_text."text_layer" IS 'Decoded text as stored; every offset counts its characters';
COMMENT ON COLUMN report_text."clean_text" IS 'Same length: characters unified, furniture masked';
