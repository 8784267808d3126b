-- Runs when an import has opened the database, before it merges activities. Needs the temporary tables given_guids(guid) and
-- given_people(lead_id). Leaves the counts in removal_counts.

-- A person is all ids that were merged.
CREATE OR REPLACE TEMP TABLE removed_people AS
WITH survivor AS (
  SELECT DISTINCT coalesce(person_id, lead_id) AS person_id FROM given_people LEFT JOIN survivors USING (lead_id)
)
SELECT lead_id FROM survivors SEMI JOIN survivor USING (person_id)
UNION SELECT person_id FROM survivor
UNION FROM given_people;

INSERT INTO erasure_salt SELECT getvariable('new_salt') WHERE NOT EXISTS (FROM erasure_salt) AND EXISTS (FROM removed_people);
INSERT OR IGNORE INTO erased_people SELECT erased_hash(lead_id) FROM removed_people;

-- All versions of an activity.
CREATE OR REPLACE TEMP TABLE removed_rows AS
SELECT activities.rowid AS row, guid FROM activities
WHERE guid IN (FROM given_guids)
  OR lead_id IN (FROM removed_people)
  OR (activity_type = merge_leads() AND email_id IN (FROM removed_people));

CREATE OR REPLACE TEMP TABLE removal_counts AS
SELECT
  (SELECT count(DISTINCT guid) FROM removed_rows) AS activities,
  (SELECT count(*) FROM given_guids WHERE guid NOT IN (SELECT guid FROM removed_rows)) AS "unknownGuids",
  (SELECT count(*) FROM given_people) AS people;

-- The merge updates what depends on these.
INSERT INTO withdrawn
SELECT DISTINCT campaign_id, email_id FROM activities WHERE activities.rowid IN (SELECT row FROM removed_rows);
INSERT INTO touched_keys
SELECT DISTINCT campaign_id, email_id, coalesce(person_id, lead_id)
FROM activities LEFT JOIN survivors USING (lead_id)
WHERE activities.rowid IN (SELECT row FROM removed_rows) AND campaign_id IS NOT NULL AND is_email_type(activity_type);

DELETE FROM activities WHERE activities.rowid IN (SELECT row FROM removed_rows);
DELETE FROM sync_people WHERE lead_id IN (FROM removed_people);
DELETE FROM malformed WHERE to_id(TRY(json_extract_string(content, '$.leadId'))) IN (FROM removed_people);
