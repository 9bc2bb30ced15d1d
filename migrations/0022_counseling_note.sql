-- What was said in a session, kept apart from the chart. The words in the body are sealed before they come here (P2-11).
CREATE TABLE counseling_note (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    originator_id TEXT NOT NULL
);
CREATE INDEX counseling_note_by_patient ON counseling_note (patient_id, originator_id);
