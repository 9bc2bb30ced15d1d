-- When somebody cannot come, would rather not, and how they get here.
CREATE TABLE availability (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL UNIQUE
);
