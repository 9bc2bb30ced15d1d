-- From what is known to a level of care: assessments, approved decision tables, decisions, ways to other places.
CREATE TABLE assessment (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    inquiry_id TEXT NOT NULL,
    is_signed BIGINT NOT NULL
);
CREATE UNIQUE INDEX assessment_by_inquiry ON assessment (inquiry_id);
CREATE INDEX assessment_by_patient ON assessment (patient_id);

CREATE TABLE placement_table (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    table_version TEXT NOT NULL
);
CREATE UNIQUE INDEX placement_table_once ON placement_table (table_version);

CREATE TABLE placement_decision (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    inquiry_id TEXT NOT NULL,
    decided_at BIGINT NOT NULL
);
CREATE INDEX placement_decision_by_inquiry ON placement_decision (inquiry_id, decided_at);
CREATE INDEX placement_decision_by_patient ON placement_decision (patient_id);

CREATE TABLE place_book (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL
);

CREATE TABLE referral_out (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    inquiry_id TEXT NOT NULL
);
CREATE INDEX referral_out_by_inquiry ON referral_out (inquiry_id);
CREATE INDEX referral_out_by_patient ON referral_out (patient_id);
