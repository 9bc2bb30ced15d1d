-- The front door: inquiries and the documents that came with them.
CREATE TABLE inquiry (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    received_at BIGINT NOT NULL,
    state TEXT NOT NULL,
    admitted_as TEXT
);
CREATE INDEX inquiry_by_state ON inquiry (state, received_at);
CREATE INDEX inquiry_by_patient ON inquiry (patient_id);
CREATE INDEX inquiry_by_admitted ON inquiry (admitted_as);

CREATE TABLE referral_document (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    inquiry_id TEXT NOT NULL,
    document_id TEXT,
    sha256 TEXT NOT NULL
);
CREATE UNIQUE INDEX referral_document_once ON referral_document (sha256);
CREATE INDEX referral_document_by_document ON referral_document (document_id);
CREATE INDEX referral_document_by_inquiry ON referral_document (inquiry_id);
CREATE INDEX referral_document_by_patient ON referral_document (patient_id);
