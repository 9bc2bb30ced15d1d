-- Payers, coverage, authorizations, counted days, charges, claims.
CREATE TABLE payer_book (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL
);
CREATE TABLE payer (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    key TEXT NOT NULL UNIQUE
);
CREATE TABLE coverage (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    payer_id TEXT NOT NULL,
    from_day TEXT NOT NULL,
    to_day TEXT
);
CREATE INDEX coverage_by_patient ON coverage (patient_id);
CREATE TABLE payer_authorization (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    payer_id TEXT NOT NULL,
    from_day TEXT NOT NULL,
    to_day TEXT NOT NULL
);
CREATE INDEX payer_authorization_by_patient ON payer_authorization (patient_id, payer_id);
CREATE INDEX payer_authorization_by_end ON payer_authorization (to_day);
CREATE TABLE service_day (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    day TEXT NOT NULL,
    state TEXT NOT NULL,
    planned_minutes BIGINT NOT NULL,
    credited_minutes BIGINT NOT NULL
);
CREATE UNIQUE INDEX service_day_once ON service_day (patient_id, day);
CREATE INDEX service_day_by_day ON service_day (day);
CREATE INDEX service_day_by_state ON service_day (state, day);
CREATE TABLE charge (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    day TEXT NOT NULL,
    payer_key TEXT NOT NULL,
    authorization_id TEXT,
    units BIGINT NOT NULL,
    state TEXT NOT NULL,
    claim_id TEXT
);
CREATE INDEX charge_by_patient ON charge (patient_id, day);
CREATE INDEX charge_by_authorization ON charge (authorization_id);
CREATE INDEX charge_by_state ON charge (state, day);
CREATE INDEX charge_by_claim ON charge (claim_id);
CREATE TABLE claim (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    batch_id TEXT NOT NULL,
    payer_id TEXT NOT NULL,
    number TEXT NOT NULL UNIQUE
);
CREATE INDEX claim_by_patient ON claim (patient_id);
CREATE INDEX claim_by_batch ON claim (batch_id);
CREATE TABLE claim_batch (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    built_on TEXT NOT NULL,
    control_number BIGINT NOT NULL UNIQUE
);
