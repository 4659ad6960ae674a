-- The indicator catalogue. Written by `python -m pipeline.schemas`; change pipeline/schemas instead.
CREATE TABLE dim_indicator (
    "indicator" VARCHAR NOT NULL,
    "name_zh" VARCHAR NOT NULL,
    "name_en" VARCHAR NOT NULL,
    "theme" VARCHAR NOT NULL,
    "nature" VARCHAR NOT NULL,
    "unit" VARCHAR NOT NULL,
    "definition" VARCHAR NOT NULL,
    "minimum" DECIMAL(28,6),
    "maximum" DECIMAL(28,6),
    "lag_years" BIGINT
);

COMMENT ON TABLE dim_indicator IS 'The indicator catalogue';
COMMENT ON COLUMN dim_indicator."indicator" IS 'Id of the indicator';
COMMENT ON COLUMN dim_indicator."name_zh" IS 'Chinese name';
COMMENT ON COLUMN dim_indicator."name_en" IS 'English name';
COMMENT ON COLUMN dim_indicator."theme" IS 'Group of indicators';
COMMENT ON COLUMN dim_indicator."nature" IS 'How it behaves over time';
COMMENT ON COLUMN dim_indicator."unit" IS 'Base unit of its level; `currency` where several currencies are usual';
COMMENT ON COLUMN dim_indicator."definition" IS 'What it counts';
COMMENT ON COLUMN dim_indicator."minimum" IS 'Smallest plausible level in base units';
COMMENT ON COLUMN dim_indicator."maximum" IS 'Largest plausible level in base units';
COMMENT ON COLUMN dim_indicator."lag_years" IS 'By how many years its statistics come late; empty where they do not';
