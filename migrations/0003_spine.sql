-- Patients, episodes, stays. Every noun's table is derived from the ledger and can be rebuilt.
CREATE TABLE patient (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    record_number BIGINT NOT NULL,
    birth_date TEXT NOT NULL
);
CREATE UNIQUE INDEX patient_by_number ON patient (record_number);
CREATE INDEX patient_by_birth_date ON patient (birth_date);
CREATE TABLE patient_token (
    token TEXT COLLATE BINARY NOT NULL,
    patient_id TEXT NOT NULL,
    PRIMARY KEY (token, patient_id)
);
CREATE INDEX patient_token_by_patient ON patient_token (patient_id, token);

CREATE TABLE episode (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    admitted_on TEXT NOT NULL,
    discharged_on TEXT
);
CREATE INDEX episode_by_patient ON episode (patient_id);

CREATE TABLE stay (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    from_day TEXT NOT NULL,
    to_day TEXT
);
CREATE INDEX stay_by_patient ON stay (patient_id, from_day);
