-- Runs before schema.sql in a database of versions 2 to 8. The next merge derives these tables again.
DROP TABLE records;
DROP TABLE record_bot_patterns;
DROP TABLE IF EXISTS orphan_keys;
DROP TABLE IF EXISTS unassigned_unsubscribes;
