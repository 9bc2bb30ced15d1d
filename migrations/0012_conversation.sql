-- Work that must be done once and survives a crash; messages, what a number may get, visits, waiting list, who refers people here.
CREATE TABLE job (
    kind TEXT NOT NULL, job_key TEXT NOT NULL, body TEXT NOT NULL,
    state TEXT NOT NULL,
    run_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    lease TEXT,
    leased_until BIGINT,
    trouble TEXT,
    made_at BIGINT NOT NULL,
    ended_at BIGINT,
    PRIMARY KEY (kind, job_key)
);
CREATE INDEX job_due ON job (state, run_at);

CREATE TABLE message (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    address TEXT NOT NULL,
    at BIGINT NOT NULL,
    provider_id TEXT
);
CREATE INDEX message_by_patient ON message (patient_id, at);
CREATE INDEX message_by_address ON message (address, at);
CREATE UNIQUE INDEX message_once ON message (provider_id);

CREATE TABLE contact_permission (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    address TEXT NOT NULL
);
CREATE UNIQUE INDEX contact_permission_once ON contact_permission (address, patient_id);
CREATE INDEX contact_permission_by_patient ON contact_permission (patient_id);

CREATE TABLE assessment_visit (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    inquiry_id TEXT NOT NULL,
    staff_id TEXT NOT NULL,
    starts_at BIGINT NOT NULL
);
CREATE INDEX assessment_visit_by_start ON assessment_visit (starts_at);
CREATE INDEX assessment_visit_by_inquiry ON assessment_visit (inquiry_id);
CREATE INDEX assessment_visit_by_patient ON assessment_visit (patient_id);

CREATE TABLE referral_source (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    name TEXT NOT NULL UNIQUE
);

-- The queue is read in its own order, however long it is: who said yes to a question about safety first, then whoever waits longest.
ALTER TABLE inquiry ADD COLUMN queue_rank BIGINT NOT NULL DEFAULT 1;
ALTER TABLE inquiry ADD COLUMN waits_since TEXT NOT NULL DEFAULT '';
CREATE INDEX inquiry_queue ON inquiry (queue_rank, waits_since, id);
