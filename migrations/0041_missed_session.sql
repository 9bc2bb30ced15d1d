-- A day on which somebody missed their sessions, with every step that was taken to find them: one for a person and day, whoever was first.
CREATE TABLE missed_session (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    day TEXT NOT NULL,
    is_open BIGINT NOT NULL
);
CREATE UNIQUE INDEX missed_session_once ON missed_session (patient_id, day);
CREATE INDEX missed_session_open ON missed_session (is_open, day);
CREATE INDEX missed_session_by_day ON missed_session (day);
