-- That somebody was written to because a consent of theirs ends soon, once for each step.
CREATE TABLE consent_reminder (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    consent_id TEXT NOT NULL
);
CREATE INDEX consent_reminder_by_consent ON consent_reminder (consent_id);
