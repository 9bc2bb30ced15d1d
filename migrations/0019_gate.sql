-- What the gate reads beside consents: agreed wishes, papers of courts; what was told in an emergency (P2-40).
ALTER TABLE consent ADD COLUMN ends_on TEXT;
CREATE INDEX consent_by_end ON consent (ends_on);
CREATE INDEX chart_view_by_moment ON chart_view (recorded_at);
CREATE INDEX disclosure_by_patient_and_moment ON disclosure (patient_id, recorded_at);
CREATE TABLE restriction (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL
);
CREATE INDEX restriction_by_patient ON restriction (patient_id);
CREATE TABLE court_paper (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    served_on TEXT NOT NULL
);
CREATE INDEX court_paper_by_patient ON court_paper (patient_id);
CREATE TABLE emergency_disclosure (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    waits_for_review BIGINT NOT NULL
);
CREATE INDEX emergency_disclosure_by_patient ON emergency_disclosure (patient_id);
CREATE INDEX emergency_disclosure_waiting ON emergency_disclosure (waits_for_review);
