-- Runs after the schema and the rules in a database of version 1: reads its activities by the rules. The next merge derives
-- the records and names.
CREATE OR REPLACE TEMP MACRO old_extract(old) AS TABLE
SELECT
  guid AS "marketoGUID", lead_id::VARCHAR AS "leadId",
  strftime(activity_date, '%Y-%m-%dT%H:%M:%S.%fZ') AS "activityDate", activity_type::VARCHAR AS "activityTypeId",
  campaign_id::VARCHAR AS "campaignId", email_id::VARCHAR AS "primaryAttributeValueId",
  email_name AS "primaryAttributeValue", attributes, action_result AS "actionResult",
  0 AS file_set
FROM query_table(old);

CREATE OR REPLACE TEMP VIEW old_activity_extract AS FROM old_extract('old_activities');
CREATE OR REPLACE TEMP VIEW old_superseded_extract AS FROM old_extract('old_superseded');

INSERT INTO activities FROM read_activities('old_activity_extract');
INSERT INTO superseded FROM read_activities('old_superseded_extract');

DROP VIEW old_activity_extract;
DROP VIEW old_superseded_extract;
DROP TABLE old_activities;
DROP TABLE old_superseded;
