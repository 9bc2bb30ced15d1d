-- A person's own calendar of appointments (S-04). Its address is found by a hash; one that ended has none.
CREATE TABLE calendar_feed (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL UNIQUE,
    token_sha256 TEXT UNIQUE
);
