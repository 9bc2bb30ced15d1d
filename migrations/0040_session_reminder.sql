-- That somebody was reminded of a session, what they answered about coming, and which reminders they want. The timers themselves are jobs.
CREATE TABLE session_reminder (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    day TEXT NOT NULL,
    message_id TEXT,
    is_open BIGINT NOT NULL
);
CREATE INDEX session_reminder_by_patient ON session_reminder (patient_id, day);
CREATE INDEX session_reminder_by_message ON session_reminder (message_id);
CREATE INDEX session_reminder_open ON session_reminder (is_open, day);
CREATE TABLE appointment_response (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    day TEXT NOT NULL,
    is_open BIGINT NOT NULL
);
CREATE INDEX appointment_response_by_patient ON appointment_response (patient_id, day);
CREATE INDEX appointment_response_by_day ON appointment_response (day);
CREATE INDEX appointment_response_open ON appointment_response (is_open);
CREATE TABLE reminder_choice (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL UNIQUE
);
-- Timers of one kind that are due, in their order, however many wait.
CREATE INDEX job_due_of_kind ON job (kind, state, run_at, job_key);
