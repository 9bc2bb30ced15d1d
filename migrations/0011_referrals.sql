-- Referral packets: pages that wait to be indexed by hand, what documents report and what became of it, who may send, inquiries
-- that are about the same person.
ALTER TABLE referral_document ADD COLUMN awaits_index TEXT;
CREATE INDEX referral_document_awaiting ON referral_document (awaits_index);

CREATE TABLE reported_item (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    referral_id TEXT NOT NULL,
    item TEXT NOT NULL,
    standing TEXT NOT NULL
);
CREATE UNIQUE INDEX reported_item_once ON reported_item (patient_id, referral_id, item);
CREATE INDEX reported_item_by_referral ON reported_item (referral_id);

CREATE TABLE referral_sender (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    name TEXT NOT NULL,
    token_sha256 TEXT NOT NULL
);
CREATE UNIQUE INDEX referral_sender_by_token ON referral_sender (token_sha256);

CREATE TABLE inquiry_merge (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    inquiry_id TEXT NOT NULL,
    into_id TEXT NOT NULL,
    standing TEXT NOT NULL
);
CREATE UNIQUE INDEX inquiry_merge_of_pair ON inquiry_merge (inquiry_id, into_id);
CREATE INDEX inquiry_merge_by_into ON inquiry_merge (into_id);
CREATE INDEX inquiry_merge_in_force ON inquiry_merge (standing);
