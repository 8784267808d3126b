-- Derives the survivors from the merges in activities, and who has another survivor than before.

CREATE OR REPLACE TEMP TABLE merge_activities AS
SELECT DISTINCT ON (guid) guid, lead_id, activity_date, activity_type, email_id, attributes
FROM activities WHERE activity_type = merge_leads()
ORDER BY guid, activity_date, lead_id, email_id, attributes NULLS FIRST;

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
