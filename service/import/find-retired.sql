-- Finds the activities of people without any activity since a month. Runs after update-cells.sql. Needs the variable retained_months. If it
-- finds any, retain.sql runs next, and forget-people.sql in any case. Leaves the numbers of these activities in retirement_counts.

-- Whole months, so that activities are removed once a month.
SET VARIABLE kept_from = (
  SELECT greatest(
    month_of(max(activity_date) - to_months(getvariable('retained_months')::INTEGER)),
    (SELECT kept_from FROM retention)
  )
  FROM activities WHERE is_email_type(activity_type)
);

CREATE OR REPLACE TEMP VIEW kept_records AS FROM records WHERE last_activity_at >= getvariable('kept_from');

-- Also activities that belong to no record. Merges stay: later activities may be of merged people.
CREATE OR REPLACE TEMP TABLE retired_activities AS
WITH old AS (
  SELECT
    activities.rowid AS row, guid, activities.lead_id AS given_lead_id,
    coalesce(activities.campaign_id, attributed.campaign_id) AS campaign_id,
    activities.email_id,
    coalesce(person_id, activities.lead_id) AS lead_id,
    file_set
  FROM activities
    LEFT JOIN survivors USING (lead_id)
    LEFT JOIN attributed_unsubscribes AS attributed USING (guid)
  WHERE is_email_type(activity_type) AND activities.activity_date < getvariable('kept_from')
)
SELECT row, guid, given_lead_id, lead_id, file_set FROM old
ANTI JOIN kept_records USING (campaign_id, email_id, lead_id);

CREATE OR REPLACE TEMP TABLE retired_by_file AS
SELECT file_id, count(*) AS activities
FROM (SELECT unnest(files) AS file_id FROM retired_activities JOIN file_sets USING (file_set))
GROUP BY file_id;

CREATE OR REPLACE TEMP TABLE retirement_counts AS
SELECT
  count(*) AS activities,
  -- Those that have replaced another version are duplicates or conflicts.
  count(*) FILTER (row >= getvariable('first_new_row') AND row NOT IN (SELECT row FROM replacements)) AS new_activities
FROM retired_activities;

-- See retain.sql.
CREATE OR REPLACE TEMP TABLE retired_people AS SELECT lead_id FROM retired_activities LIMIT 0;
