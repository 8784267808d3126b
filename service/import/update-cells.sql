-- Updates the cells of the records that an import has changed, and all in a new or rebuilt database: then the variable is_complete
-- is true. Needs the temporary table touched_quarter_hours(campaign_id, email_id, quarter_hour).
-- The quarter hours are summed from their records, including those that retain.sql removed, then their months from the quarter hours.

CREATE OR REPLACE TEMP TABLE touched_months AS
SELECT DISTINCT campaign_id, email_id, month_of(quarter_hour) AS month FROM touched_quarter_hours;

CREATE OR REPLACE TEMP VIEW touched_records AS
FROM records SEMI JOIN touched_quarter_hours USING (campaign_id, email_id, quarter_hour);

-- All records are read without a join.
SET VARIABLE cell_source = if(getvariable('is_complete'), 'records', 'touched_records');

CREATE OR REPLACE TEMP MACRO is_touched(campaign_id, email_id, month, quarter_hour) AS
  getvariable('is_complete')
  OR (campaign_id, email_id, quarter_hour) IN (FROM touched_quarter_hours)
  OR (quarter_hour IS NULL AND (campaign_id, email_id, month) IN (FROM touched_months));

CREATE OR REPLACE TEMP MACRO touched_of(cells) AS TABLE
FROM query_table(cells)
WHERE getvariable('is_complete') OR (campaign_id, email_id, quarter_hour) IN (FROM touched_quarter_hours);

CREATE OR REPLACE TEMP MACRO touched_months_of(cells) AS TABLE
WITH quarter_hours AS (
  FROM query_table(cells)
  WHERE quarter_hour IS NOT NULL
    AND (getvariable('is_complete') OR (campaign_id, email_id, month) IN (FROM touched_months))
)
FROM cells_of('quarter_hours', NULL::TIMESTAMP);

DELETE FROM cells WHERE is_touched(campaign_id, email_id, month, quarter_hour);
INSERT INTO cells BY NAME
WITH counts AS (
  FROM counts_at_ages_of(getvariable('cell_source')) UNION ALL BY NAME FROM touched_of('retained_cells')
)
-- In this order, a report reads a few contiguous parts of the table.
FROM cells_of('counts', quarter_hour) ORDER BY at_age, quarter_hour;
INSERT INTO cells BY NAME FROM touched_months_of('cells');

DELETE FROM effect_cells WHERE is_touched(campaign_id, email_id, month, quarter_hour);
INSERT INTO effect_cells BY NAME
WITH effects AS (FROM effects_of(getvariable('cell_source')) UNION ALL BY NAME FROM touched_of('retained_effect_cells'))
FROM cells_of('effects', quarter_hour) ORDER BY quarter_hour;
INSERT INTO effect_cells BY NAME FROM touched_months_of('effect_cells');

DELETE FROM pattern_cells WHERE is_touched(campaign_id, email_id, month, quarter_hour);
INSERT INTO pattern_cells BY NAME
WITH patterns AS (FROM patterns_of(getvariable('cell_source')) UNION ALL BY NAME FROM touched_of('retained_pattern_cells'))
FROM cells_of('patterns', quarter_hour) ORDER BY quarter_hour;
INSERT INTO pattern_cells BY NAME FROM touched_months_of('pattern_cells');
