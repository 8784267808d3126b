-- Runs in DuckDB when the activities of an import were sent to ClickHouse: keeps what the file has of them, which are names and merges.
-- Needs the variable first_new_row.

-- What is older than the limit of --retain gives no names: servers have left it out, or have it already.
CREATE OR REPLACE TEMP VIEW named_activities AS
FROM activities
WHERE activities.rowid >= getvariable('first_new_row')
  AND coalesce(activity_date >= (SELECT kept_from FROM retention), true);

-- An email and a campaign have the name that the latest activity gives them; on a tie, the greater name.
CREATE OR REPLACE TEMP TABLE new_names AS
SELECT 'email' AS kind, email_id AS id, email_name AS name, max(activity_date) AS named_at
FROM named_activities WHERE email_name IS NOT NULL
GROUP BY ALL
UNION ALL
SELECT 'campaign', campaign_id, campaign_name, max(activity_date)
FROM named_activities WHERE campaign_name IS NOT NULL AND campaign_id IS NOT NULL
GROUP BY ALL;

CREATE OR REPLACE TEMP TABLE latest_names AS
WITH named AS (
  FROM new_names
  UNION ALL SELECT kind, id, name, named_at FROM name_dates JOIN email_names ON kind = 'email' AND id = email_id
  UNION ALL SELECT kind, id, name, named_at FROM name_dates JOIN campaign_names ON kind = 'campaign' AND id = campaign_id
)
SELECT kind, id, max({ 'named_at': named_at, 'name': name }) AS latest FROM named GROUP BY kind, id;

INSERT OR REPLACE INTO email_names SELECT id, latest.name FROM latest_names WHERE kind = 'email';
INSERT OR REPLACE INTO campaign_names SELECT id, latest.name FROM latest_names WHERE kind = 'campaign';
DELETE FROM name_dates;
INSERT INTO name_dates SELECT kind, id, latest.named_at FROM latest_names;

-- Merges stay: who remains depends on all of them. Copies of a merge are one row, with the files of all.
CREATE OR REPLACE TEMP TABLE merge_copies AS
SELECT min(activities.rowid) AS row, list_sort(list_distinct(flatten(list(files)))) AS files
FROM activities JOIN file_sets USING (file_set)
WHERE activity_type = merge_leads()
GROUP BY guid, lead_id, activity_date, email_id, attributes
HAVING count(DISTINCT file_set) > 1;

INSERT INTO file_sets FROM missing_sets_of('merge_copies');
UPDATE activities SET file_set = file_sets.file_set
FROM merge_copies JOIN file_sets USING (files) WHERE activities.rowid = merge_copies.row;

DELETE FROM activities
WHERE is_email_type(activity_type)
  OR activities.rowid NOT IN (SELECT min(rowid) FROM activities GROUP BY guid, lead_id, activity_date, email_id, attributes);
