-- Regions of GB/T 2260 at province, prefecture and county level, past codes included. Written by `python -m pipeline.schemas`; change pipeline/schemas instead.
CREATE TABLE dim_region (
    "region" VARCHAR NOT NULL,
    "name" VARCHAR NOT NULL,
    "short_names" VARCHAR,
    "level" VARCHAR,
    "parent" VARCHAR,
    "province" VARCHAR,
    "valid_from" BIGINT,
    "valid_to" BIGINT,
    "successor" VARCHAR,
    "succession" VARCHAR,
    "current_region" VARCHAR NOT NULL
);

COMMENT ON TABLE dim_region IS 'Regions of GB/T 2260 at province, prefecture and county level, past codes included';
COMMENT ON COLUMN dim_region."region" IS 'GB/T 2260 code';
COMMENT ON COLUMN dim_region."name" IS 'Full name, such as 淄博市';
COMMENT ON COLUMN dim_region."short_names" IS 'Shorter and former names, separated by |';
COMMENT ON COLUMN dim_region."level" IS 'country, province, prefecture or county';
COMMENT ON COLUMN dim_region."parent" IS 'Code of the region that contains it';
COMMENT ON COLUMN dim_region."province" IS 'Code of its province';
COMMENT ON COLUMN dim_region."valid_from" IS 'First year of the code, where known';
COMMENT ON COLUMN dim_region."valid_to" IS 'Last year of the code; empty while it is in force';
COMMENT ON COLUMN dim_region."successor" IS 'Code that followed this one';
COMMENT ON COLUMN dim_region."succession" IS 'same (the place goes on under the successor''s code), merged or divided';
COMMENT ON COLUMN dim_region."current_region" IS 'Code under which the place''s series runs: the last in its line of successors as the same place';
