-- Derives the survivors from the merges in activities, and who has another survivor than before. Needs the variable first_restored_row, see
-- merge-activities.sql.

-- Whatever removes or changes earlier merges has to empty known_merges.
SET VARIABLE first_unknown_row = (SELECT if(count(*) = 0, 0, getvariable('first_restored_row')) FROM known_merges);

CREATE OR REPLACE TEMP TABLE merge_activities AS
WITH versions AS (
  FROM known_merges
  UNION ALL
  SELECT guid, lead_id, activity_date, activity_type, email_id, attributes
  FROM activities WHERE activities.rowid >= getvariable('first_unknown_row') AND activity_type = merge_leads()
)
SELECT DISTINCT ON (guid) * FROM versions
ORDER BY guid, activity_date, lead_id, email_id, attributes NULLS FIRST;

DELETE FROM known_merges;
INSERT INTO known_merges FROM merge_activities;

CREATE OR REPLACE TEMP TABLE merges AS FROM merges_of('merge_activities');

CREATE OR REPLACE TEMP TABLE old_survivors AS FROM survivors;
DELETE FROM survivors;
INSERT INTO survivors FROM survivors_of('merges');

-- The people whose activities belong to another person than before, with both.
CREATE OR REPLACE TEMP TABLE moved_people AS
SELECT
  lead_id,
  coalesce(old_survivors.person_id, lead_id) AS old_person_id,
  coalesce(survivors.person_id, lead_id) AS new_person_id
FROM old_survivors FULL JOIN survivors USING (lead_id)
WHERE old_survivors.person_id IS DISTINCT FROM survivors.person_id;
