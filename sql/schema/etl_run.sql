-- Runs that changed the warehouse. Written by `python -m pipeline.schemas`; change pipeline/schemas instead.
CREATE TABLE etl_run (
    "run_id" VARCHAR NOT NULL,
    "kind" VARCHAR NOT NULL,
    "started_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "loaded_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "code_version" VARCHAR NOT NULL,
    "fingerprint" VARCHAR NOT NULL,
    "reports" BIGINT NOT NULL,
    "segments" BIGINT NOT NULL,
    "numbers" BIGINT NOT NULL,
    "observations" BIGINT NOT NULL,
    "quarantined" BIGINT NOT NULL,
    "doc_id" VARCHAR,
    "note" VARCHAR
);

COMMENT ON TABLE etl_run IS 'Runs that changed the warehouse';
COMMENT ON COLUMN etl_run."run_id" IS 'Id of the run';
COMMENT ON COLUMN etl_run."kind" IS 'build or retract';
COMMENT ON COLUMN etl_run."started_at" IS 'When the run began';
COMMENT ON COLUMN etl_run."loaded_at" IS 'When its rows were in the staging copy';
COMMENT ON COLUMN etl_run."code_version" IS 'Version of Zhibiao';
COMMENT ON COLUMN etl_run."fingerprint" IS 'Hash of code version and reference data that produced the row';
COMMENT ON COLUMN etl_run."reports" IS 'Reports loaded or replaced';
COMMENT ON COLUMN etl_run."segments" IS 'Segments loaded';
COMMENT ON COLUMN etl_run."numbers" IS 'Numbers loaded';
COMMENT ON COLUMN etl_run."observations" IS 'Observations loaded';
COMMENT ON COLUMN etl_run."quarantined" IS 'Files put into quarantine';
COMMENT ON COLUMN etl_run."doc_id" IS 'Report that a person took out';
COMMENT ON COLUMN etl_run."note" IS 'Why, where a person said so';
