-- Staff, how they sign in, their sessions; consents, disclosures and chart views.
CREATE TABLE staff (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    login TEXT NOT NULL,
    find TEXT NOT NULL
);
CREATE UNIQUE INDEX staff_by_login ON staff (login);

-- Secrets of sign-in are not records: they are replaced, never shown, never exported with a chart.
CREATE TABLE account (
    staff_id TEXT PRIMARY KEY,
    password_hash TEXT NOT NULL,
    totp_secret TEXT,
    totp_last_step BIGINT,
    recovery_codes TEXT NOT NULL,
    passkeys TEXT NOT NULL,
    pin_hash TEXT,
    pin_failures BIGINT NOT NULL,
    preferences TEXT NOT NULL
);
CREATE TABLE session (
    token_sha256 TEXT PRIMARY KEY,
    staff_id TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    last_action_at BIGINT NOT NULL,
    is_locked BIGINT NOT NULL
);
CREATE INDEX session_by_staff ON session (staff_id);
CREATE TABLE sign_in_failure (
    who TEXT NOT NULL,
    failed_at BIGINT NOT NULL
);
CREATE INDEX sign_in_failure_by_who ON sign_in_failure (who, failed_at);

CREATE TABLE consent (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    signed_on TEXT NOT NULL
);
CREATE INDEX consent_by_patient ON consent (patient_id);
CREATE TABLE disclosure (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL
);
CREATE INDEX disclosure_by_patient ON disclosure (patient_id);
CREATE TABLE chart_view (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    staff_id TEXT NOT NULL
);
CREATE INDEX chart_view_by_patient ON chart_view (patient_id);
