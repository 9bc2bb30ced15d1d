-- Papers a person reads and signs, the link to their phone, and the gates before admission.
CREATE TABLE paper (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    template TEXT NOT NULL,
    state TEXT NOT NULL
);
CREATE INDEX paper_by_patient ON paper (patient_id);

CREATE TABLE patient_link (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    token_sha256 TEXT NOT NULL
);
CREATE UNIQUE INDEX patient_link_by_token ON patient_link (token_sha256);
CREATE INDEX patient_link_by_patient ON patient_link (patient_id);

CREATE TABLE link_event (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    link_id TEXT NOT NULL
);
CREATE INDEX link_event_by_link ON link_event (link_id);
CREATE INDEX link_event_by_patient ON link_event (patient_id);

CREATE TABLE gate_waiver (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    inquiry_id TEXT NOT NULL,
    gate TEXT NOT NULL
);
CREATE INDEX gate_waiver_by_inquiry ON gate_waiver (inquiry_id);

-- A browser that has opened a link and named the month and day of birth. Short-lived and no record; each opening is one.
CREATE TABLE patient_link_session (
    token_sha256 TEXT PRIMARY KEY,
    link_id TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    last_action_at BIGINT NOT NULL
);
CREATE INDEX patient_link_session_by_link ON patient_link_session (link_id);
