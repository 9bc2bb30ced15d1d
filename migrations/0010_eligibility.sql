-- Whether somebody is insured: questions to payers with their answers, pictures of cards, sliding fees, wishes that a payer learns nothing.
CREATE TABLE eligibility_check (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    coverage_id TEXT NOT NULL,
    number BIGINT NOT NULL UNIQUE,
    trace TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    asked_at BIGINT NOT NULL
);
CREATE INDEX eligibility_check_by_patient ON eligibility_check (patient_id, number);
CREATE INDEX eligibility_check_by_state ON eligibility_check (state, number);
CREATE TABLE insurance_card (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    side TEXT NOT NULL,
    sha256 TEXT NOT NULL
);
CREATE INDEX insurance_card_by_patient ON insurance_card (patient_id);
CREATE TABLE sliding_fee (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    from_day TEXT NOT NULL
);
CREATE INDEX sliding_fee_by_patient ON sliding_fee (patient_id, from_day);
CREATE TABLE payer_restriction (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    payer_id TEXT NOT NULL
);
CREATE INDEX payer_restriction_by_patient ON payer_restriction (patient_id, payer_id);
