-- The emails that a subscription has sent, in FILE.subscriptions/ID.duckdb. Instants are milliseconds since 1970.

-- `salt` hides addresses; `started` is when the subscription was first sent repeatedly.
CREATE TABLE IF NOT EXISTS settings (
  name VARCHAR PRIMARY KEY,
  value VARCHAR NOT NULL
);

-- The emails that were handed over, may have been, or were refused: a row is written before its email is sent.
CREATE TABLE IF NOT EXISTS deliveries (
  period VARCHAR NOT NULL,
  reader VARCHAR NOT NULL,        -- a hash of the address
  state VARCHAR NOT NULL,         -- sending, sent, refused
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (period, reader)
);

-- The periods for which nothing is left to send.
CREATE TABLE IF NOT EXISTS periods (
  period VARCHAR PRIMARY KEY,
  finished_at BIGINT NOT NULL
);
