-- Runs after merge-activities.sql: attributes unsubscribes without a campaign to the campaign that sent the email, and lists in touched_keys
-- the keys (campaign, email, person) whose records update-records.sql derives from all their activities. It may only add to all others.
-- Before this runs, touched_keys has the keys of removed activities, with the person before this import, and the temporary table
-- withdrawn(campaign_id, email_id) their campaigns and emails.

-- ------------------------------------------------------------------------------------------------ People

-- People who now belong to another person, with all their activities. Their records move there.
CREATE OR REPLACE TEMP TABLE renamed_people AS
SELECT old_person_id AS lead_id, any_value(new_person_id) AS new_person_id
FROM moved_people
  LEFT JOIN (SELECT person_id, count(*) AS merged FROM old_survivors GROUP BY person_id) AS merged
    ON merged.person_id = old_person_id
GROUP BY old_person_id
HAVING count(DISTINCT new_person_id) = 1 AND count(*) = 1 + coalesce(any_value(merged), 0);

-- Ids that leave other ids of their person behind, because an earlier merge does not count anymore.
CREATE OR REPLACE TEMP TABLE split_people AS
FROM moved_people WHERE old_person_id NOT IN (SELECT lead_id FROM renamed_people);

INSERT INTO touched_keys
SELECT DISTINCT campaign_id, email_id, lead_id FROM lost_activities WHERE campaign_id IS NOT NULL;
INSERT INTO touched_keys
SELECT campaign_id, email_id, new_person_id FROM touched_keys JOIN renamed_people USING (lead_id);

-- The people whose records do not tell all their sends.
CREATE OR REPLACE TEMP TABLE unclear_people AS
WITH lost AS (SELECT DISTINCT lead_id FROM lost_activities)
FROM lost
UNION SELECT new_person_id FROM lost JOIN renamed_people USING (lead_id)
UNION SELECT old_person_id FROM split_people
UNION SELECT new_person_id FROM split_people;

-- ------------------------------------------------------------------------------------------ Unsubscribes

-- Removals may have removed any of them, or any send.
SET VARIABLE affects_all = (SELECT getvariable('is_complete') OR EXISTS (FROM withdrawn));

DELETE FROM unassigned_unsubscribes
WHERE getvariable('affects_all') OR guid IN (SELECT guid FROM lost_activities);
INSERT INTO unassigned_unsubscribes
SELECT guid, lead_id, activity_date, email_id, is_bot FROM activities
WHERE activities.rowid >= if(getvariable('affects_all'), 0, getvariable('first_restored_row'))
  AND activity_type = unsubscribe_email() AND campaign_id IS NULL;

-- Their campaign may change if their person has other activities of their email than before, or other ids.
CREATE OR REPLACE TEMP TABLE affected_emails AS
SELECT email_id, lead_id FROM lost_activities
UNION
SELECT email_id, coalesce(person_id, lead_id) FROM added_activities LEFT JOIN survivors USING (lead_id)
WHERE is_email_type(activity_type);

CREATE OR REPLACE TEMP TABLE moved_ids AS
SELECT old_person_id AS lead_id FROM moved_people UNION SELECT new_person_id FROM moved_people;

CREATE OR REPLACE TEMP MACRO is_affected(email_id, lead_id) AS
  getvariable('affects_all') OR (email_id, lead_id) IN (FROM affected_emails) OR lead_id IN (FROM moved_ids);

CREATE OR REPLACE TEMP TABLE affected_unsubscribes AS
WITH unsubscribes AS (
  SELECT * REPLACE (coalesce(person_id, lead_id) AS lead_id)
  FROM unassigned_unsubscribes LEFT JOIN survivors USING (lead_id)
)
SELECT guid, lead_id, activity_date, email_id, is_bot FROM unsubscribes WHERE is_affected(email_id, lead_id);

-- As they were attributed before.
CREATE OR REPLACE TEMP TABLE earlier_attributions AS
SELECT attributed.* REPLACE (coalesce(new_person_id, lead_id) AS lead_id)
FROM attributed_unsubscribes AS attributed LEFT JOIN renamed_people USING (lead_id)
WHERE is_affected(email_id, lead_id);
DELETE FROM attributed_unsubscribes WHERE is_affected(email_id, lead_id);

-- ----------------------------------------------------------------------------- Sends, from records or activities

-- The records of the people who matter. One pass over one column finds them.
CREATE OR REPLACE TEMP TABLE records_of_people AS
WITH
  people AS (
    SELECT lead_id FROM renamed_people
    UNION SELECT lead_id FROM affected_unsubscribes WHERE NOT getvariable('affects_all')
  ),
  renamed AS (
    SELECT lead_id AS old_person_id, coalesce(new_person_id, lead_id) AS person_id, new_person_id IS NOT NULL AS is_renamed
    FROM people LEFT JOIN renamed_people USING (lead_id)
  )
SELECT
  records.rowid AS row, campaign_id, email_id, person_id AS lead_id, first_sent_at AS sent_at, sends, is_renamed
FROM records JOIN renamed ON lead_id = old_person_id;

CREATE OR REPLACE TEMP TABLE known_sends AS
WITH sends AS (
  SELECT email_id, lead_id, campaign_id, sent_at, sends FROM records_of_people
  UNION ALL
  SELECT email_id, coalesce(person_id, lead_id), campaign_id, activity_date, 1
  FROM added_activities LEFT JOIN survivors USING (lead_id)
  WHERE is_send(activity_type, action_result) AND campaign_id IS NOT NULL
)
FROM sends SEMI JOIN affected_unsubscribes USING (email_id, lead_id);

-- Emails and people whose latest send is not known: a record has the first one only. It decides nothing if one campaign sent all.
CREATE OR REPLACE TEMP TABLE unclear_sends AS
SELECT DISTINCT email_id, lead_id FROM affected_unsubscribes
WHERE getvariable('affects_all')
  OR lead_id IN (FROM unclear_people)
  OR (email_id, lead_id) IN (
    SELECT email_id, lead_id FROM known_sends GROUP BY ALL HAVING count(DISTINCT campaign_id) > 1 AND max(sends) > 1
  );

CREATE OR REPLACE TEMP TABLE clear_unsubscribes AS
FROM affected_unsubscribes ANTI JOIN unclear_sends USING (email_id, lead_id);
CREATE OR REPLACE TEMP TABLE new_attributions AS FROM attributed_unsubscribes_of('clear_unsubscribes', 'known_sends');

-- All ids of the people whose activities are read. One pass over one column finds them.
CREATE OR REPLACE TEMP TABLE searched_people AS
WITH people AS (
  SELECT lead_id FROM touched_keys
  UNION SELECT lead_id FROM unclear_sends
  UNION SELECT lead_id FROM (FROM earlier_attributions EXCEPT FROM new_attributions)
  UNION FROM unclear_people
)
FROM people UNION SELECT survivors.lead_id FROM people JOIN survivors ON person_id = people.lead_id;

-- If they are many, after a removal, a table of all their activities would need too much memory.
SET VARIABLE people_are_few = (SELECT count(*) <= 10000 FROM searched_people);
CREATE OR REPLACE TEMP VIEW all_rows AS
SELECT activities.rowid AS row, campaign_id, email_id, lead_id FROM activities;
CREATE OR REPLACE TEMP TABLE rows_of_people AS
FROM all_rows WHERE getvariable('people_are_few') AND lead_id IN (FROM searched_people);
SET VARIABLE people_rows = if(getvariable('people_are_few'), 'rows_of_people', 'all_rows');

CREATE OR REPLACE TEMP TABLE found_rows AS
WITH emails AS (
  FROM unclear_sends
  UNION
  SELECT email_id, survivors.lead_id FROM unclear_sends JOIN survivors ON person_id = unclear_sends.lead_id
)
SELECT row FROM query_table(getvariable('people_rows')) SEMI JOIN emails USING (email_id, lead_id)
WHERE campaign_id IS NOT NULL;
CREATE OR REPLACE TEMP TABLE found_sends AS
SELECT email_id, coalesce(person_id, lead_id) AS lead_id, campaign_id, activity_date AS sent_at
FROM activities LEFT JOIN survivors USING (lead_id)
WHERE activities.rowid IN (FROM found_rows) AND is_send(activity_type, action_result);

CREATE OR REPLACE TEMP TABLE unclear_unsubscribes AS
FROM affected_unsubscribes SEMI JOIN unclear_sends USING (email_id, lead_id);
INSERT INTO new_attributions FROM attributed_unsubscribes_of('unclear_unsubscribes', 'found_sends');
INSERT INTO attributed_unsubscribes FROM new_attributions;

CREATE OR REPLACE TEMP TABLE added_unsubscribes AS FROM new_attributions EXCEPT FROM earlier_attributions;

INSERT INTO touched_keys
SELECT campaign_id, email_id, lead_id FROM (FROM earlier_attributions EXCEPT FROM new_attributions)
UNION
SELECT campaign_id, email_id, unnest([old_person_id, new_person_id])
FROM query_table(getvariable('people_rows')) JOIN split_people USING (lead_id)
WHERE campaign_id IS NOT NULL;
