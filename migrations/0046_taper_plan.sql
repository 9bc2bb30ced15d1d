-- How the hours of a person's week step down (S-10).
CREATE TABLE taper_plan (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL UNIQUE
);
