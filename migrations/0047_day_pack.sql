-- What is printed for a day without the program, and what was written on its slips.
CREATE TABLE day_pack (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    mark TEXT NOT NULL UNIQUE, day TEXT NOT NULL
);
CREATE INDEX day_pack_by_day ON day_pack (day);
CREATE TABLE slip_entry (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL, pack_id TEXT NOT NULL, session_id TEXT NOT NULL, code TEXT NOT NULL UNIQUE
);
CREATE INDEX slip_entry_by_pack ON slip_entry (pack_id);
CREATE INDEX slip_entry_by_session ON slip_entry (session_id);
