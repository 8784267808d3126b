-- Runs when an import has opened the database, before it merges activities. Needs the temporary tables given_guids(guid),
-- given_people(lead_id) and given_files(file_id). Leaves the counts in removal_counts, and what the database does not have in unknown_guids
-- and unknown_people. Servers that have the activities remove theirs later, and correct the three.

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

-- The sets that contain withdrawn files, with the files that remain.
CREATE OR REPLACE TEMP TABLE reduced_sets AS
SELECT file_set, list_filter(files, lambda file: NOT list_contains(withdrawn_files, file)) AS files
FROM file_sets CROSS JOIN (SELECT list(file_id) AS withdrawn_files FROM given_files)
WHERE list_has_any(files, withdrawn_files);

-- All versions of an activity that only withdrawn files have, or all of it.
CREATE OR REPLACE TEMP TABLE removed_rows AS
SELECT activities.rowid AS row, guid FROM activities
WHERE guid IN (FROM given_guids)
  OR lead_id IN (FROM removed_people)
  OR (activity_type = merge_leads() AND email_id IN (FROM removed_people))
  OR file_set IN (SELECT file_set FROM reduced_sets WHERE len(files) = 0);

-- Other versions of the same activities, of which one takes their place.
CREATE OR REPLACE TEMP TABLE remaining_rows AS
SELECT activities.rowid AS row, guid
FROM activities SEMI JOIN removed_rows USING (guid)
WHERE activities.rowid NOT IN (SELECT row FROM removed_rows);

CREATE OR REPLACE TEMP TABLE unknown_guids AS
FROM given_guids WHERE guid NOT IN (SELECT guid FROM removed_rows);

CREATE OR REPLACE TEMP TABLE unknown_people AS
FROM given_people WHERE lead_id NOT IN (
  SELECT lead_id FROM activities
  UNION ALL SELECT email_id FROM activities WHERE activity_type = merge_leads() AND email_id IS NOT NULL
  UNION ALL SELECT lead_id FROM survivors
  UNION ALL SELECT person_id FROM survivors
  UNION ALL SELECT lead_id FROM people
  UNION ALL SELECT lead_id FROM deletions
);

CREATE OR REPLACE TEMP TABLE removal_counts AS
WITH
  removed AS (SELECT guid FROM removed_rows EXCEPT SELECT guid FROM remaining_rows),
  shared AS (
    SELECT guid FROM activities SEMI JOIN reduced_sets USING (file_set) EXCEPT FROM removed
  )
SELECT
  (SELECT count(*) FROM removed) AS activities,
  (SELECT count(*) FROM given_people) AS people,
  (SELECT count(*) FROM given_files) AS files,
  (SELECT count(*) FROM shared) AS "inOtherFiles",
  (SELECT coalesce(sum(retired), 0) FROM imported_files SEMI JOIN given_files USING (file_id)) AS retired;

-- The merge updates what depends on these.
CREATE OR REPLACE TEMP TABLE changed_rows AS SELECT row FROM removed_rows UNION ALL SELECT row FROM remaining_rows;
INSERT INTO withdrawn
SELECT DISTINCT campaign_id, email_id FROM activities WHERE activities.rowid IN (FROM changed_rows);
INSERT INTO touched_keys
SELECT DISTINCT campaign_id, email_id, coalesce(person_id, lead_id)
FROM activities LEFT JOIN survivors USING (lead_id)
WHERE activities.rowid IN (FROM changed_rows) AND campaign_id IS NOT NULL AND is_email_type(activity_type);

DELETE FROM activities WHERE activities.rowid IN (SELECT row FROM removed_rows);
DELETE FROM known_merges;
DELETE FROM sync_people WHERE lead_id IN (FROM removed_people);
DELETE FROM malformed
WHERE to_id(TRY(json_extract_string(content, '$.leadId'))) IN (FROM removed_people) OR file_id IN (FROM given_files);

-- What other files have belongs to them.
INSERT INTO file_sets FROM missing_sets_of('reduced_sets') WHERE len(files) > 0;
UPDATE activities SET file_set = remaining.file_set
FROM reduced_sets JOIN file_sets AS remaining USING (files)
WHERE activities.file_set = reduced_sets.file_set;
DELETE FROM file_sets WHERE file_set IN (SELECT file_set FROM reduced_sets);

-- Sync reads the time of a withdrawn export again: the database does not contain it anymore. See Journal.fileOf for the names.
CREATE OR REPLACE TEMP MACRO export_file_name(export_id) AS regexp_replace(export_id, '[^\w-]', '_', 'g') || '.csv';
CREATE OR REPLACE TEMP TABLE withdrawn_windows AS
SELECT sync_windows.*
FROM sync_windows JOIN imported_files ON imported_files.name = export_file_name(export_id) SEMI JOIN given_files USING (file_id);
DELETE FROM sync_windows WHERE export_id IN (SELECT export_id FROM withdrawn_windows);
DELETE FROM imported_files WHERE file_id IN (FROM given_files);
