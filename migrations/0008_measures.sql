-- Instruments that people answered, and the licensed wordings and translations a program was given.
CREATE TABLE measure (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    instrument TEXT NOT NULL,
    state TEXT NOT NULL,
    completed_at BIGINT
);
CREATE INDEX measure_by_patient ON measure (patient_id, instrument, completed_at);
CREATE TABLE form_wording (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    instrument TEXT NOT NULL,
    language TEXT NOT NULL
);
CREATE INDEX form_wording_by_instrument ON form_wording (instrument, language);
