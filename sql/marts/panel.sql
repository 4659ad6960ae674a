-- What was the level of each indicator in each region and year, by all that is known?
-- One row per region, year and indicator; panel_as_of says by which rule it is chosen.
CREATE OR REPLACE VIEW panel AS
FROM panel_as_of(DATE '9999-12-31');
