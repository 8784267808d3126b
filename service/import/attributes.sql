-- Attributes that are almost JSON: bounce details contain raw line breaks and tabs, and cut texts end in half a character.

-- Replaces control characters by spaces and lone surrogates by U+FFFD. Drops NUL characters. Surrogate pairs stay.
CREATE OR REPLACE TEMP MACRO repair_json(field) AS
  replace(replace(
    regexp_replace(
      regexp_replace(
        regexp_replace(replace(field, '\u0000', ''), '[\x00-\x1f]', ' ', 'g'),
        '\\u([dD][89aAbB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})', chr(1) || '\1' || chr(2) || '\2', 'g'
      ),
      '\\u[dD][89a-fA-F][0-9a-fA-F]{2}', '\\uFFFD', 'g'
    ), chr(1), '\u'), chr(2), '\u');

-- Returns valid JSON unchanged, and repairs other text if that makes it valid.
CREATE OR REPLACE TEMP MACRO read_attributes(field) AS
  CASE
    WHEN field IS NULL OR json_valid(field) AND NOT contains(field, '\u0000') THEN field
    WHEN json_valid(repair_json(field)) THEN repair_json(field)
    ELSE field
  END;
