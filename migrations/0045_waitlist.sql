-- Who waits for a place in a group, and the places that were offered to them (S-09, OP-07).
CREATE TABLE waitlist_entry (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    group_id TEXT NOT NULL,
    state TEXT NOT NULL
);
CREATE INDEX waitlist_entry_by_group ON waitlist_entry (group_id, state);
CREATE INDEX waitlist_entry_by_patient ON waitlist_entry (patient_id);
CREATE TABLE place_offer (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    entry_id TEXT NOT NULL,
    group_id TEXT NOT NULL,
    state TEXT NOT NULL
);
CREATE INDEX place_offer_by_group ON place_offer (group_id, state);
CREATE INDEX place_offer_by_patient ON place_offer (patient_id, state);
