-- Removes erased people from the activities and people that an import has read, and from all merges. Needs the variable first_new_row, see
-- merge-activities.sql. Leaves the new activities that it has removed in erased_rows. Ids are hashed once each.

CREATE OR REPLACE TEMP TABLE merged_people AS
SELECT
  activities.rowid AS row,
  to_id(unnest(regexp_extract_all(
    json_extract_string(attributes_object(attributes), '$."Merge IDs"'), '[0-9.]+'
  ))) AS lead_id
FROM activities
WHERE activity_type = merge_leads();

CREATE OR REPLACE TEMP TABLE erased_leads AS
SELECT lead_id
FROM (
  SELECT lead_id FROM activities WHERE activities.rowid >= getvariable('first_new_row')
  UNION
  SELECT email_id FROM activities WHERE activity_type = merge_leads()
  UNION SELECT lead_id FROM merged_people
  UNION SELECT lead_id FROM people
  UNION SELECT lead_id FROM deletions
  UNION SELECT to_id(TRY(json_extract_string(content, '$.leadId'))) FROM run_malformed
)
WHERE erased_hash(lead_id) IN (FROM erased_people);

-- A merge of several people stays without the erased ones.
UPDATE activities SET attributes = json_object('Merge IDs', (
  SELECT '[' || coalesce(string_agg(lead_id::VARCHAR, ',' ORDER BY lead_id), '') || ']'
  FROM merged_people
  WHERE merged_people.row = activities.rowid AND lead_id NOT IN (FROM erased_leads)
))::VARCHAR
WHERE activities.rowid IN (SELECT row FROM merged_people WHERE lead_id IN (FROM erased_leads));

DELETE FROM known_merges;

CREATE OR REPLACE TEMP TABLE erased_rows AS
SELECT rowid AS row FROM activities
WHERE activities.rowid >= getvariable('first_new_row')
  AND (lead_id IN (FROM erased_leads) OR (activity_type = merge_leads() AND email_id IN (FROM erased_leads)));
DELETE FROM activities WHERE activities.rowid IN (SELECT row FROM erased_rows);
DELETE FROM people WHERE lead_id IN (FROM erased_leads);
DELETE FROM deletions WHERE lead_id IN (FROM erased_leads);
DELETE FROM run_malformed WHERE to_id(TRY(json_extract_string(content, '$.leadId'))) IN (FROM erased_leads);
