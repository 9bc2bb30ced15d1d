-- The program and its day.
CREATE TABLE program (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    key TEXT NOT NULL UNIQUE
);
CREATE TABLE track (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    key TEXT NOT NULL UNIQUE
);
CREATE TABLE room (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    key TEXT NOT NULL UNIQUE
);
CREATE TABLE service_type (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    key TEXT NOT NULL UNIQUE
);
CREATE TABLE therapy_group (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    key TEXT NOT NULL UNIQUE
);
CREATE TABLE enrollment (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    group_id TEXT NOT NULL,
    from_day TEXT NOT NULL,
    to_day TEXT
);
CREATE INDEX enrollment_by_patient ON enrollment (patient_id);
CREATE INDEX enrollment_by_group ON enrollment (group_id, to_day);
CREATE INDEX enrollment_by_end ON enrollment (to_day);
CREATE TABLE group_session (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    day TEXT NOT NULL,
    starts_at BIGINT NOT NULL,
    group_id TEXT,
    patient_id TEXT
);
CREATE INDEX group_session_by_day ON group_session (day, starts_at);
CREATE INDEX group_session_by_patient ON group_session (patient_id, day);
CREATE UNIQUE INDEX group_session_once ON group_session (group_id, starts_at);
CREATE TABLE attendance (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    day TEXT NOT NULL
);
CREATE UNIQUE INDEX attendance_once ON attendance (day, patient_id);
