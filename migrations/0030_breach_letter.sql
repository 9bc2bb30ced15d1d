-- Letters to the people a breach concerns, one for each (45 CFR 164.404).
CREATE TABLE breach_letter (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    breach_id TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    state TEXT NOT NULL
);
CREATE INDEX breach_letter_by_breach ON breach_letter (breach_id);
CREATE INDEX breach_letter_by_patient ON breach_letter (patient_id);
