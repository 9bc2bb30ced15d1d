-- Plans, notes, drafts, concerns, outreach.
CREATE TABLE treatment_plan (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    review_due TEXT NOT NULL
);
CREATE INDEX treatment_plan_by_patient ON treatment_plan (patient_id);
CREATE TABLE progress_note (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    day TEXT NOT NULL,
    signed_at BIGINT NOT NULL,
    cosigner_id TEXT,
    is_in_force BIGINT NOT NULL
);
CREATE INDEX progress_note_by_patient ON progress_note (patient_id, day);
CREATE INDEX progress_note_by_session ON progress_note (session_id);
CREATE INDEX progress_note_by_cosigner ON progress_note (cosigner_id);
CREATE TABLE concern (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    is_open BIGINT NOT NULL
);
CREATE INDEX concern_open ON concern (is_open);
CREATE TABLE outreach (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    day TEXT NOT NULL
);
CREATE INDEX outreach_by_patient ON outreach (patient_id);
CREATE INDEX outreach_by_day ON outreach (day);

-- Working paper: replaced at every save, signed into progress notes; what met another's save is kept aside.
CREATE TABLE note_draft (
    session_id TEXT NOT NULL,
    part TEXT NOT NULL,
    version BIGINT NOT NULL,
    body TEXT NOT NULL,
    saved_by TEXT NOT NULL,
    saved_at BIGINT NOT NULL,
    PRIMARY KEY (session_id, part)
);
CREATE TABLE note_draft_aside (
    session_id TEXT NOT NULL,
    part TEXT NOT NULL,
    version BIGINT NOT NULL,
    body TEXT NOT NULL,
    saved_by TEXT NOT NULL,
    saved_at BIGINT NOT NULL
);
CREATE INDEX note_draft_aside_by_session ON note_draft_aside (session_id);
