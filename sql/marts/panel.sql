-- What was the level of each indicator in each region and year, by all that is known?
-- One row per region, year and indicator; panel_as_of says by which rule it is chosen. A table, not a view: most marts stand
-- on it, and questions about them are planned and answered several times faster; it is made anew with each build.
CREATE OR REPLACE TABLE panel AS
FROM panel_as_of(DATE '9999-12-31')
ORDER BY region, indicator, year;
