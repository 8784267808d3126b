-- Runs after merge-activities.sql: updates the names that activities give emails and campaigns.
-- An email and a campaign have the name that the latest activity gives them; on a tie, the greater name.
-- If the activities that named it were removed and their sums stay, it keeps its name until another activity names it.
-- An added activity that repeats a name does not change it. Most do, so few names are derived again. named_at: the latest added activity that gives
-- another name; so activities before it need not be read. NULL: an activity that named it may have been removed.
CREATE OR REPLACE TEMP TABLE touched_emails AS
SELECT email_id, max(activity_date) AS named_at FROM added_activities LEFT JOIN email_names USING (email_id)
WHERE email_name IS NOT NULL AND email_name IS DISTINCT FROM name
GROUP BY email_id
UNION ALL
SELECT DISTINCT email_id, NULL::TIMESTAMP FROM activities WHERE getvariable('is_complete')
UNION ALL
SELECT email_id, NULL FROM lost_activities WHERE has_email_name
UNION ALL
SELECT email_id, NULL FROM withdrawn;

CREATE OR REPLACE TEMP TABLE touched_campaigns AS
SELECT campaign_id, max(activity_date) AS named_at FROM added_activities LEFT JOIN campaign_names USING (campaign_id)
WHERE campaign_name IS NOT NULL AND campaign_name IS DISTINCT FROM name
GROUP BY campaign_id
UNION ALL
SELECT DISTINCT campaign_id, NULL::TIMESTAMP FROM activities WHERE getvariable('is_complete')
UNION ALL
SELECT campaign_id, NULL FROM lost_activities WHERE has_campaign_name
UNION ALL
SELECT campaign_id, NULL FROM withdrawn;

-- The first activity that can name one of them.
SET VARIABLE email_named_from = (SELECT if(count(*) = count(named_at), min(named_at), '-infinity') FROM touched_emails);
SET VARIABLE campaign_named_from = (SELECT if(count(*) = count(named_at), min(named_at), '-infinity') FROM touched_campaigns);

DELETE FROM email_names
WHERE email_id IN (SELECT email_id FROM touched_emails) AND email_id NOT IN (SELECT email_id FROM retained_pairs);
INSERT OR REPLACE INTO email_names
SELECT email_id, max({ 'latest': latest, 'name': email_name }).name
FROM (
  SELECT email_id, email_name, max(activity_date) AS latest
  FROM activities SEMI JOIN touched_emails USING (email_id)
  WHERE email_name IS NOT NULL AND activity_date >= getvariable('email_named_from')
  GROUP BY email_id, email_name
)
GROUP BY email_id;

DELETE FROM campaign_names
WHERE campaign_id IN (SELECT campaign_id FROM touched_campaigns)
  AND campaign_id NOT IN (SELECT campaign_id FROM retained_pairs);
INSERT OR REPLACE INTO campaign_names
SELECT campaign_id, max({ 'latest': activity_date, 'name': campaign_name }).name
FROM activities SEMI JOIN touched_campaigns USING (campaign_id)
WHERE campaign_name IS NOT NULL AND activity_date >= getvariable('campaign_named_from')
GROUP BY campaign_id;
