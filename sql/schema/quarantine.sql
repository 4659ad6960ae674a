-- Files that could not be read or did not pass their checks, with the reason and the remedy. Written by `python -m pipeline.schemas`; change pipeline/schemas instead.
CREATE TABLE quarantine (
    "doc_id" VARCHAR NOT NULL,
    "fingerprint" VARCHAR NOT NULL,
    "file_name" VARCHAR NOT NULL,
    "source" VARCHAR NOT NULL,
    "reason" VARCHAR NOT NULL,
    "detail" VARCHAR NOT NULL,
    "remedy" VARCHAR NOT NULL,
    "ingested_at" TIMESTAMP WITH TIME ZONE NOT NULL
);

COMMENT ON TABLE quarantine IS 'Files that could not be read or did not pass their checks, with the reason and the remedy';
COMMENT ON COLUMN quarantine."doc_id" IS 'SHA-256 of the bytes of the raw file, in hexadecimal';
COMMENT ON COLUMN quarantine."fingerprint" IS 'Hash of code version and reference data that produced the row';
COMMENT ON COLUMN quarantine."file_name" IS 'Name of the file';
COMMENT ON COLUMN quarantine."source" IS 'Where it came from';
COMMENT ON COLUMN quarantine."reason" IS 'Kind of the problem';
COMMENT ON COLUMN quarantine."detail" IS 'What was found';
COMMENT ON COLUMN quarantine."remedy" IS 'What to do about it';
COMMENT ON COLUMN quarantine."ingested_at" IS 'When the run that loaded the row began';
