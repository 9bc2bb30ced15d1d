-- What a computer that carried the program gave back: each giving, and what a person has to decide.
CREATE TABLE carried_day (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    sha256 TEXT NOT NULL UNIQUE
);
CREATE TABLE carried_conflict (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL, sha256 TEXT NOT NULL UNIQUE, is_open BIGINT NOT NULL
);
