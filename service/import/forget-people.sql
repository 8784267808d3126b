-- Removes what else is known about people whose activities were removed because of their age, and notes the limit. Runs after retain.sql, or
-- when servers have removed the activities. Needs the temporary tables retired_people(lead_id), who have no activity anymore, and
-- retired_by_file(file_id, activities), and the variables kept_from and data_from.

UPDATE imported_files SET retired = retired + retired_by_file.activities
FROM retired_by_file WHERE retired_by_file.file_id = imported_files.file_id;

DELETE FROM malformed WHERE to_instant(TRY(json_extract_string(content, '$.activityDate'))) < getvariable('kept_from');
DELETE FROM people WHERE lead_id IN (FROM retired_people);
DELETE FROM deletions WHERE lead_id IN (FROM retired_people);
DELETE FROM sync_people WHERE lead_id IN (FROM retired_people);

-- Later imports leave out what is older.
UPDATE retention SET kept_from = getvariable('kept_from'), data_from = getvariable('data_from')
WHERE EXISTS (FROM retired_by_file);
INSERT INTO retention
SELECT getvariable('kept_from'), getvariable('data_from')
WHERE EXISTS (FROM retired_by_file) AND NOT EXISTS (FROM retention);
