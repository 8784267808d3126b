-- Updates the cells: adds the records that an import has added, and subtracts those that it has removed. Many more records may share their
-- quarter hours, which this does not read. In a new or rebuilt database, the variable is_complete is true: all records are added.
-- Needs the variable first_added_record, a row id, and the temporary tables removed_records and removed_patterns: what patterns_of
-- returns for them. Runs before retain.sql, which does not change cells.

CREATE OR REPLACE TEMP VIEW added_records AS FROM records WHERE records.rowid >= getvariable('first_added_record');

CREATE OR REPLACE TEMP VIEW added_counts AS FROM counts_at_ages_of('added_records');
CREATE OR REPLACE TEMP VIEW removed_counts AS FROM counts_at_ages_of('removed_records');
CREATE OR REPLACE TEMP VIEW added_effects AS FROM effects_of('added_records');
CREATE OR REPLACE TEMP VIEW removed_effects AS FROM effects_of('removed_records');
CREATE OR REPLACE TEMP VIEW added_patterns AS FROM patterns_of('added_records');

-- The sums of the changes of cells, by quarter hour and by month.
CREATE OR REPLACE TEMP MACRO changes_of(added, removed, retained) AS TABLE
WITH
  changes AS (
    FROM query_table(added)
    UNION ALL BY NAME
    SELECT
      COLUMNS(lambda name: name IN (
        'campaign_id', 'email_id', 'at_age', 'month', 'pattern', 'quarter_hour', 'first_sent_at'
      )),
      -COLUMNS(lambda name: name NOT IN (
        'campaign_id', 'email_id', 'at_age', 'month', 'pattern', 'quarter_hour', 'first_sent_at'
      ))
    FROM query_table(removed)
    UNION ALL BY NAME
    SELECT * FROM query_table(retained) WHERE getvariable('is_complete')
  ),
  quarter_hours AS (FROM cells_of('changes', quarter_hour))
FROM quarter_hours UNION ALL BY NAME FROM cells_of('quarter_hours', NULL::TIMESTAMP);

CREATE OR REPLACE TEMP TABLE changes AS FROM changes_of('added_counts', 'removed_counts', 'retained_cells');

-- Whether a cell has changed. A collision only costs a sum.
CREATE OR REPLACE TEMP MACRO is_changed(campaign_id, email_id, month, quarter_hour) AS
  hash(campaign_id, email_id, month, quarter_hour) IN (
    SELECT hash(changes.campaign_id, changes.email_id, changes.month, changes.quarter_hour) FROM changes
  );

DELETE FROM cells WHERE getvariable('is_complete');
CREATE OR REPLACE TEMP TABLE changed_cells AS
SELECT rowid AS row, * FROM cells WHERE is_changed(campaign_id, email_id, month, quarter_hour);
DELETE FROM cells WHERE cells.rowid IN (SELECT row FROM changed_cells);
INSERT INTO cells BY NAME
WITH sums AS (SELECT * EXCLUDE (row) FROM changed_cells UNION ALL BY NAME FROM changes)
FROM cells_of('sums', quarter_hour) WHERE sent > 0
-- In this order, a report reads a few contiguous parts of the table.
ORDER BY quarter_hour IS NULL, at_age, quarter_hour;

DELETE FROM effect_cells WHERE getvariable('is_complete');
CREATE OR REPLACE TEMP TABLE changes AS FROM changes_of('added_effects', 'removed_effects', 'retained_effect_cells');
CREATE OR REPLACE TEMP TABLE changed_cells AS
SELECT rowid AS row, * FROM effect_cells WHERE is_changed(campaign_id, email_id, month, quarter_hour);
DELETE FROM effect_cells WHERE effect_cells.rowid IN (SELECT row FROM changed_cells);
INSERT INTO effect_cells BY NAME
WITH sums AS (SELECT * EXCLUDE (row) FROM changed_cells UNION ALL BY NAME FROM changes)
FROM cells_of('sums', quarter_hour) WHERE sends > 0 ORDER BY quarter_hour IS NULL, quarter_hour;

DELETE FROM pattern_cells WHERE getvariable('is_complete');
CREATE OR REPLACE TEMP TABLE changes AS FROM changes_of('added_patterns', 'removed_patterns', 'retained_pattern_cells');
CREATE OR REPLACE TEMP TABLE changed_cells AS
SELECT rowid AS row, * FROM pattern_cells WHERE is_changed(campaign_id, email_id, month, quarter_hour);
DELETE FROM pattern_cells WHERE pattern_cells.rowid IN (SELECT row FROM changed_cells);
INSERT INTO pattern_cells BY NAME
WITH sums AS (SELECT * EXCLUDE (row) FROM changed_cells UNION ALL BY NAME FROM changes)
FROM cells_of('sums', quarter_hour) WHERE activities > 0 ORDER BY quarter_hour IS NULL, quarter_hour;
