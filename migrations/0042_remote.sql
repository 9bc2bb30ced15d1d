-- Where sessions are: in the building, by video, or both; who agreed to video; each call; who was told of a change.
CREATE TABLE modality_switch (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    from_day TEXT NOT NULL
);
CREATE TABLE telehealth_consent (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL
);
CREATE INDEX telehealth_consent_by_patient ON telehealth_consent (patient_id);
CREATE TABLE video_room (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    session_id TEXT NOT NULL UNIQUE
);
CREATE TABLE video_call (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    day TEXT NOT NULL
);
CREATE INDEX video_call_by_session ON video_call (session_id);
CREATE INDEX video_call_by_day ON video_call (day);
CREATE TABLE modality_notice (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    switch_id TEXT NOT NULL
);
CREATE INDEX modality_notice_by_switch ON modality_notice (switch_id);
