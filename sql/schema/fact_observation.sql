-- Statements about one indicator of one region in one period. Written by `python -m pipeline.schemas`; change pipeline/schemas instead.
CREATE TABLE fact_observation (
    "observation_id" VARCHAR NOT NULL,
    "number_id" VARCHAR NOT NULL,
    "doc_id" VARCHAR NOT NULL,
    "fingerprint" VARCHAR NOT NULL,
    "segment_id" VARCHAR NOT NULL,
    "start" BIGINT NOT NULL,
    "end" BIGINT NOT NULL,
    "number" VARCHAR NOT NULL,
    "indicator" VARCHAR NOT NULL,
    "region" VARCHAR NOT NULL,
    "region_name" VARCHAR,
    "period" VARCHAR NOT NULL,
    "year" BIGINT NOT NULL,
    "measure" VARCHAR NOT NULL,
    "status" VARCHAR NOT NULL,
    "value" DECIMAL(28,6) NOT NULL,
    "value_high" DECIMAL(28,6),
    "unit" VARCHAR NOT NULL,
    "bound" VARCHAR NOT NULL,
    "confidence" VARCHAR NOT NULL,
    "rules" VARCHAR NOT NULL,
    "indicator_start" BIGINT,
    "indicator_end" BIGINT,
    "indicator_origin" VARCHAR NOT NULL,
    "region_start" BIGINT,
    "region_end" BIGINT,
    "region_origin" VARCHAR NOT NULL,
    "period_start" BIGINT,
    "period_end" BIGINT,
    "period_origin" VARCHAR NOT NULL,
    "measure_start" BIGINT,
    "measure_end" BIGINT,
    "measure_origin" VARCHAR NOT NULL,
    "status_start" BIGINT,
    "status_end" BIGINT,
    "status_origin" VARCHAR NOT NULL,
    "vintage" DATE NOT NULL,
    "ingested_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "report_year" BIGINT,
    "series_region" VARCHAR NOT NULL,
    "period_kind" VARCHAR NOT NULL,
    "period_months" VARCHAR,
    "precedence" BIGINT NOT NULL,
    "repetition" BIGINT NOT NULL,
    "low" DECIMAL(28,6),
    "high" DECIMAL(28,6)
);

COMMENT ON TABLE fact_observation IS 'Statements about one indicator of one region in one period';
COMMENT ON COLUMN fact_observation."observation_id" IS 'Id of the observation: report, offset, ordinal at that number';
COMMENT ON COLUMN fact_observation."number_id" IS 'Number that carries it';
COMMENT ON COLUMN fact_observation."doc_id" IS 'SHA-256 of the bytes of the raw file, in hexadecimal';
COMMENT ON COLUMN fact_observation."fingerprint" IS 'Hash of code version and reference data that produced the row';
COMMENT ON COLUMN fact_observation."segment_id" IS 'Segment that holds it';
COMMENT ON COLUMN fact_observation."start" IS 'Offset of the first character in the text layer, counted in characters';
COMMENT ON COLUMN fact_observation."end" IS 'Offset after the last character in the text layer (half-open)';
COMMENT ON COLUMN fact_observation."number" IS 'The digits as printed';
COMMENT ON COLUMN fact_observation."indicator" IS 'Id in the indicator catalogue';
COMMENT ON COLUMN fact_observation."region" IS 'GB/T 2260 code, or `unknown`';
COMMENT ON COLUMN fact_observation."region_name" IS 'Name of the region';
COMMENT ON COLUMN fact_observation."period" IS '`2023`, `2021/2025` or `2023-01/2023-11`';
COMMENT ON COLUMN fact_observation."year" IS 'Last year of the period';
COMMENT ON COLUMN fact_observation."measure" IS 'What is said of the indicator';
COMMENT ON COLUMN fact_observation."status" IS 'Happened, expected or promised';
COMMENT ON COLUMN fact_observation."value" IS 'Value in base units';
COMMENT ON COLUMN fact_observation."value_high" IS 'Upper end of a range';
COMMENT ON COLUMN fact_observation."unit" IS 'Base unit';
COMMENT ON COLUMN fact_observation."bound" IS 'How the number stands to the true one';
COMMENT ON COLUMN fact_observation."confidence" IS '`certain`, or the name of the doubt';
COMMENT ON COLUMN fact_observation."rules" IS 'Names of the rules that decided, separated by spaces';
COMMENT ON COLUMN fact_observation."indicator_start" IS 'Start of the words that decided the indicator';
COMMENT ON COLUMN fact_observation."indicator_end" IS 'End of the words that decided the indicator';
COMMENT ON COLUMN fact_observation."indicator_origin" IS 'Where those words stand';
COMMENT ON COLUMN fact_observation."region_start" IS 'Start of the words that decided the region';
COMMENT ON COLUMN fact_observation."region_end" IS 'End of the words that decided the region';
COMMENT ON COLUMN fact_observation."region_origin" IS 'Where those words stand';
COMMENT ON COLUMN fact_observation."period_start" IS 'Start of the words that decided the period';
COMMENT ON COLUMN fact_observation."period_end" IS 'End of the words that decided the period';
COMMENT ON COLUMN fact_observation."period_origin" IS 'Where those words stand';
COMMENT ON COLUMN fact_observation."measure_start" IS 'Start of the words that decided the measure';
COMMENT ON COLUMN fact_observation."measure_end" IS 'End of the words that decided the measure';
COMMENT ON COLUMN fact_observation."measure_origin" IS 'Where those words stand';
COMMENT ON COLUMN fact_observation."status_start" IS 'Start of the words that decided the status';
COMMENT ON COLUMN fact_observation."status_end" IS 'End of the words that decided the status';
COMMENT ON COLUMN fact_observation."status_origin" IS 'Where those words stand';
COMMENT ON COLUMN fact_observation."vintage" IS 'Date of the report: of issue, else of publication, else the end of the last year it speaks of (or of the March of a year for which it only promises), else of landing';
COMMENT ON COLUMN fact_observation."ingested_at" IS 'When the run that loaded the row began';
COMMENT ON COLUMN fact_observation."report_year" IS 'Last year that the report speaks of; orders reports of one vintage';
COMMENT ON COLUMN fact_observation."series_region" IS 'Region whose series the figure belongs to: the current code of the place; for a report that hides its place `unknown:` and the first 12 digits of its id, so that two hidden places never mix';
COMMENT ON COLUMN fact_observation."period_kind" IS 'Length of time that the period covers';
COMMENT ON COLUMN fact_observation."period_months" IS 'Months of a part of a year (`01/11`); empty otherwise';
COMMENT ON COLUMN fact_observation."precedence" IS 'Orders the statements of one figure, the best highest: vintage, report year, certain over doubtful, exact over bounded, the later version of a file, then by id and place so that no two are equal';
COMMENT ON COLUMN fact_observation."repetition" IS '0 for the statement of highest precedence that its report makes of the figure (series region, indicator, measure, status, period, unit); 1, 2, … for the others';
COMMENT ON COLUMN fact_observation."low" IS 'Smallest true value that digits and bound allow; empty where open';
COMMENT ON COLUMN fact_observation."high" IS 'Largest true value that digits and bound allow; empty where open';
