-- What people may ask about their record and what the program owes them: requests with clocks, complaints, breaches, agreements, holds.
CREATE TABLE privacy_request (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    state TEXT NOT NULL,
    due_on TEXT
);
CREATE INDEX privacy_request_by_state ON privacy_request (state, due_on);
CREATE INDEX privacy_request_by_patient ON privacy_request (patient_id);
CREATE TABLE complaint (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT,
    state TEXT NOT NULL,
    received_on TEXT NOT NULL
);
CREATE INDEX complaint_by_state ON complaint (state, received_on);
CREATE TABLE breach (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    discovered_on TEXT NOT NULL,
    state TEXT NOT NULL
);
CREATE INDEX breach_by_state ON breach (state, discovered_on);
CREATE TABLE agreement (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    signed_on TEXT NOT NULL,
    valid_to TEXT,
    ended_on TEXT
);
CREATE TABLE legal_hold (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    state TEXT NOT NULL
);
CREATE INDEX legal_hold_by_patient ON legal_hold (patient_id);
