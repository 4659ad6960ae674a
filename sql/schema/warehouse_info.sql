-- One row: which version of the warehouse format this file has. Written by `python -m pipeline.schemas`; change pipeline/schemas instead.
CREATE TABLE warehouse_info (
    "format_version" BIGINT NOT NULL,
    "code_version" VARCHAR NOT NULL
);

COMMENT ON TABLE warehouse_info IS 'One row: which version of the warehouse format this file has';
COMMENT ON COLUMN warehouse_info."format_version" IS 'Version of the warehouse format';
COMMENT ON COLUMN warehouse_info."code_version" IS 'Version of Zhibiao that loaded the file, with a hash of its SQL';
