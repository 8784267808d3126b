-- Delete Lead activities. They are stored apart from those of the report, and only say who was deleted.

CREATE OR REPLACE TEMP MACRO is_deletion(activity_type) AS coalesce(activity_type = 37, false);

-- The deletions of a source, a table with the columns of an extract as text, NULL if empty.
CREATE OR REPLACE TEMP MACRO read_deletions(source) AS TABLE
WITH
  typed AS (
    SELECT *, to_id(leadId) AS lead_id, to_instant(activityDate) AS activity_date
    FROM query_table(source)
    WHERE is_deletion(to_id(activityTypeId))
  )
SELECT
  *,
  CASE
    WHEN leadId IS NULL THEN 'leadId is missing'
    WHEN lead_id IS NULL THEN 'leadId is not a decimal integer'
    WHEN activityDate IS NULL THEN 'activityDate is missing'
    WHEN activity_date IS NULL THEN 'activityDate is not an instant with a zone or an offset'
  END AS malformed_reason
FROM typed;
