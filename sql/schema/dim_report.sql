-- Reports that were read: what they say of themselves and where they came from. Written by `python -m pipeline.schemas`; change pipeline/schemas instead.
CREATE TABLE dim_report (
    "doc_id" VARCHAR NOT NULL,
    "fingerprint" VARCHAR NOT NULL,
    "file_name" VARCHAR NOT NULL,
    "charset" VARCHAR,
    "reader" VARCHAR NOT NULL,
    "is_spun" BOOLEAN NOT NULL,
    "title" VARCHAR,
    "issuer" VARCHAR,
    "document_number" VARCHAR,
    "issued_on" DATE,
    "region" VARCHAR NOT NULL,
    "region_name" VARCHAR,
    "is_region_told" BOOLEAN NOT NULL,
    "years" VARCHAR,
    "warnings" VARCHAR,
    "source" VARCHAR NOT NULL,
    "media_type" VARCHAR NOT NULL,
    "size_bytes" BIGINT NOT NULL,
    "landed_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "published_on" DATE,
    "supersedes" VARCHAR,
    "report_year" BIGINT,
    "vintage" DATE NOT NULL,
    "vintage_origin" VARCHAR NOT NULL,
    "ingested_at" TIMESTAMP WITH TIME ZONE NOT NULL
);

COMMENT ON TABLE dim_report IS 'Reports that were read: what they say of themselves and where they came from';
COMMENT ON COLUMN dim_report."doc_id" IS 'SHA-256 of the bytes of the raw file, in hexadecimal';
COMMENT ON COLUMN dim_report."fingerprint" IS 'Hash of code version and reference data that produced the row';
COMMENT ON COLUMN dim_report."file_name" IS 'Name of the file';
COMMENT ON COLUMN dim_report."charset" IS 'Character set that decoded the file';
COMMENT ON COLUMN dim_report."reader" IS 'Reader that produced the text layer';
COMMENT ON COLUMN dim_report."is_spun" IS 'Whether the text is a spun copy (words replaced by synonyms)';
COMMENT ON COLUMN dim_report."title" IS 'Title of the report';
COMMENT ON COLUMN dim_report."issuer" IS 'Body that issued it';
COMMENT ON COLUMN dim_report."document_number" IS 'Document number, such as 淄科发〔2024〕4号';
COMMENT ON COLUMN dim_report."issued_on" IS 'Date of issue that the text states';
COMMENT ON COLUMN dim_report."region" IS 'GB/T 2260 code of the report''s own region, or `unknown`';
COMMENT ON COLUMN dim_report."region_name" IS 'Name of that region; beside `unknown` that of a zone';
COMMENT ON COLUMN dim_report."is_region_told" IS 'Whether title, publisher or number tell the region, or the text again and again; else it is inferred';
COMMENT ON COLUMN dim_report."years" IS 'Years of the report''s parts, comma-separated';
COMMENT ON COLUMN dim_report."warnings" IS 'Remarks of the reader, one a line';
COMMENT ON COLUMN dim_report."source" IS 'Where it came from: a path relative to the given folder, or a URL';
COMMENT ON COLUMN dim_report."media_type" IS 'Media type found from the content, not from the name';
COMMENT ON COLUMN dim_report."size_bytes" IS 'Size of the raw file in bytes';
COMMENT ON COLUMN dim_report."landed_at" IS 'When these bytes were first landed';
COMMENT ON COLUMN dim_report."published_on" IS 'Date of publication that the source states, if any';
COMMENT ON COLUMN dim_report."supersedes" IS 'doc_id of the version that this one replaced at its address, if any';
COMMENT ON COLUMN dim_report."report_year" IS 'Last year that the report speaks of; orders reports of one vintage';
COMMENT ON COLUMN dim_report."vintage" IS 'Date of the report: of issue, else of publication, else the end of the last year it speaks of (or of the March of a year for which it only promises), else of landing';
COMMENT ON COLUMN dim_report."vintage_origin" IS 'Which date the vintage is';
COMMENT ON COLUMN dim_report."ingested_at" IS 'When the run that loaded the row began';
