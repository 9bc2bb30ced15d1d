-- People who must not meet: two in care, or somebody in care and a member of staff.
CREATE TABLE no_contact (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    other_id TEXT NOT NULL,
    from_day TEXT NOT NULL,
    to_day TEXT
);
CREATE INDEX no_contact_by_patient ON no_contact (patient_id);
CREATE INDEX no_contact_by_other ON no_contact (other_id);
