-- Staff, how they sign in, their sessions; consents, disclosures and chart views.
CREATE TABLE staff (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    login TEXT NOT NULL,
    find TEXT NOT NULL
);
CREATE UNIQUE INDEX staff_by_login ON staff (login);

-- Secrets of sign-in are not records: they are replaced, never shown, never exported with a chart.
-- A row exists once somebody has finished the first walk: password, second factor, recovery codes.
CREATE TABLE account (
    staff_id TEXT PRIMARY KEY,
    ready_at BIGINT NOT NULL,
    password_hash TEXT NOT NULL,
    totp_sealed TEXT,
    totp_last_step BIGINT,
    recovery_codes TEXT NOT NULL,
    passkeys TEXT NOT NULL,
    pin_hash TEXT,
    unlock_failures BIGINT NOT NULL
);
-- How somebody likes the pages; says nothing about anyone.
CREATE TABLE preference (
    staff_id TEXT PRIMARY KEY,
    body TEXT NOT NULL
);
-- A one-time link for the first walk: one at a time for a person, bound to the browser that opened it first.
CREATE TABLE invitation (
    staff_id TEXT PRIMARY KEY,
    code_sha256 TEXT NOT NULL,
    browser_sha256 TEXT,
    dies_at BIGINT NOT NULL,
    is_first BIGINT NOT NULL,
    gathered TEXT NOT NULL
);
CREATE UNIQUE INDEX invitation_by_code ON invitation (code_sha256);
CREATE INDEX invitation_by_browser ON invitation (browser_sha256);
CREATE TABLE session (
    token_sha256 TEXT PRIMARY KEY,
    staff_id TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    last_action_at BIGINT NOT NULL,
    is_locked BIGINT NOT NULL
);
CREATE INDEX session_by_staff ON session (staff_id);
-- What a browser has begun and not ended: a sign-in between password and code, a passkey's question. Short-lived, used once.
CREATE TABLE sign_in_step (
    token_sha256 TEXT NOT NULL,
    kind TEXT NOT NULL,
    began_at BIGINT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (token_sha256, kind)
);
CREATE INDEX sign_in_step_by_age ON sign_in_step (began_at);
-- One row for each attempt that did not succeed, for the name that was tried (as a digest) and for the address it came from.
CREATE TABLE sign_in_failure (
    who TEXT NOT NULL,
    failed_at BIGINT NOT NULL,
    attempt TEXT NOT NULL
);
CREATE INDEX sign_in_failure_by_who ON sign_in_failure (who, failed_at);
CREATE INDEX sign_in_failure_by_attempt ON sign_in_failure (attempt);

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
