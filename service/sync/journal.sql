-- The tables of a running sync, in FILE.sync/journal.duckdb. Instants are milliseconds since 1970.

-- The windows that are not imported yet. Each step is written before the next request.
CREATE TABLE IF NOT EXISTS windows (
  window_id BIGINT PRIMARY KEY,
  start_at BIGINT NOT NULL,
  end_at BIGINT NOT NULL,
  state VARCHAR NOT NULL,         -- planned, created, queued, completed, downloaded, failed
  attempts INTEGER NOT NULL,      -- how many jobs have failed
  export_id VARCHAR,
  queued_at BIGINT,
  file_size BIGINT,
  checksum VARCHAR,
  records BIGINT,
  problem VARCHAR                 -- why the last job failed
);

-- One row: whether the windows are those of a run that reads the activities of the last month again, and how many are imported.
CREATE TABLE IF NOT EXISTS plan (
  is_wide BOOLEAN NOT NULL
);
ALTER TABLE plan ADD COLUMN IF NOT EXISTS imported INTEGER DEFAULT 0;

-- The completed export jobs: their sizes count against the daily quota.
CREATE TABLE IF NOT EXISTS exports (
  export_id VARCHAR PRIMARY KEY,
  completed_at BIGINT NOT NULL,
  file_size BIGINT NOT NULL
);

-- The imports that contained late activities, with the greatest lateness in hours.
CREATE TABLE IF NOT EXISTS lateness (
  imported_at BIGINT NOT NULL,
  start_at BIGINT NOT NULL,
  end_at BIGINT NOT NULL,
  activities BIGINT NOT NULL,
  hours DOUBLE NOT NULL
);

-- The contents of emails that are read and not imported yet, as files: [{"name", "content"}].
CREATE TABLE IF NOT EXISTS contents (
  email_id VARCHAR PRIMARY KEY,
  updated_at VARCHAR NOT NULL,
  files VARCHAR NOT NULL
);

-- Until when requests, or exports, have to wait.
CREATE TABLE IF NOT EXISTS pauses (
  scope VARCHAR PRIMARY KEY,      -- requests, exports
  not_before BIGINT NOT NULL
);

-- One row: the start of the last run in which all windows of a wide plan were imported, or had failed. The failed ones stay in windows.
CREATE TABLE IF NOT EXISTS wide_read (
  read_at BIGINT NOT NULL
);
