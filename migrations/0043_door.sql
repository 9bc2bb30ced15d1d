-- The door: a code on somebody's phone, the screen that takes it, the questions asked there and what was answered.
CREATE TABLE door_code (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL UNIQUE,
    code TEXT NOT NULL
);
CREATE INDEX door_code_by_code ON door_code (code);
CREATE TABLE door_kiosk (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    token_sha256 TEXT NOT NULL UNIQUE
);
CREATE TABLE door_questions (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    from_day TEXT NOT NULL
);
CREATE TABLE door_answer (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    day TEXT NOT NULL
);
CREATE INDEX door_answer_by_day ON door_answer (day);
