-- Derives what the report says about the campaigns of its rows from the assets and the names in activities.

-- Folders and programs by id and type. Types are compared without case; without a type, it is a folder.
CREATE OR REPLACE TEMP TABLE places AS
SELECT
  any_value(folder_id) AS id,
  lower(coalesce(folder_type, 'folder')) AS type,
  last(name) AS name,
  last(path) AS path,
  last(archived) AS archived,
  last(parent_id) AS parent_id,
  lower(coalesce(last(parent_type), 'folder')) AS parent_type
FROM folders
GROUP BY folder_id, lower(coalesce(folder_type, 'folder'));

-- The way of each campaign from its folder up, by steps. A cycle ends after 100 steps.
CREATE OR REPLACE TEMP TABLE ways AS
WITH RECURSIVE ways AS (
  SELECT campaign_id, 1 AS step, folder_id AS place_id, lower(coalesce(folder_type, 'folder')) AS place_type
  FROM campaigns
  WHERE folder_id IS NOT NULL
  UNION ALL
  SELECT campaign_id, step + 1, parent_id, parent_type
  FROM ways JOIN places ON places.id = place_id AND places.type = place_type
  WHERE parent_id IS NOT NULL AND step < 100
)
SELECT campaign_id, step, places.*
FROM ways LEFT JOIN places ON places.id = place_id AND places.type = place_type;

-- A name as one part of a path.
CREATE OR REPLACE TEMP MACRO path_part(name) AS replace(replace(name, '%', '%25'), '/', '%2F');

-- The campaign's path ends below the root. If a parent is not known, the path of the highest known folder begins it.
CREATE OR REPLACE TEMP TABLE campaign_ways AS
WITH
  known AS (
    SELECT
      campaign_id, step, type,
      coalesce(name, regexp_extract(path, '[^/]*$')) AS name,
      path, archived, parent_id,
      step = max(step) OVER (PARTITION BY campaign_id) AS is_highest
    FROM ways
    WHERE id IS NOT NULL
  ),
  placed AS (
    SELECT
      *,
      is_highest AND parent_id IS NULL AND coalesce(regexp_full_match(path, '/?[^/]*'), true) AS is_root
    FROM known
  )
SELECT
  campaign_id,
  CASE WHEN max(step) < 100 THEN nullif(
    CASE WHEN bool_or(is_root) THEN '' ELSE coalesce(max(regexp_replace(
      regexp_replace(path, '^/Marketing Activities(/|$)', '/'), '/+$', ''
    )) FILTER (is_highest), '/' || path_part(max(name) FILTER (is_highest))) END
    || coalesce(string_agg('/' || path_part(name), '' ORDER BY step DESC) FILTER (NOT is_highest), ''),
    ''
  ) END AS path,
  CASE WHEN bool_or(archived) THEN true WHEN bool_or(is_root) AND bool_and(archived IS NOT NULL) THEN false END AS archived,
  min_by(name, step) FILTER (type = 'program') AS program
FROM placed
GROUP BY campaign_id;

-- The program of all emails of a campaign, if they share it: the name of an email is Program.Email.
CREATE OR REPLACE TEMP TABLE shared_programs AS
SELECT campaign_id, any_value(program) AS program
FROM (
  SELECT campaign_id, regexp_extract(name, '^(.+)\.', 1) AS program
  FROM pairs LEFT JOIN email_names USING (email_id)
)
GROUP BY campaign_id
HAVING count(DISTINCT program) = 1 AND bool_and(coalesce(program, '') <> '');

DELETE FROM campaign_details;
INSERT INTO campaign_details
SELECT
  campaign_id,
  coalesce(campaigns.name, campaign_names.name, shared_programs.program || ' (program)', campaign_id::VARCHAR),
  campaign_ways.path,
  campaign_ways.archived,
  CASE WHEN lower(campaign_type) IN ('batch', 'trigger') THEN lower(campaign_type) END,
  campaign_ways.program,
  campaigns.workspace
FROM (SELECT DISTINCT campaign_id FROM pairs)
  LEFT JOIN campaigns USING (campaign_id)
  LEFT JOIN campaign_names USING (campaign_id)
  LEFT JOIN shared_programs USING (campaign_id)
  LEFT JOIN campaign_ways USING (campaign_id);
