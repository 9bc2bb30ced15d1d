-- The directory of recipients outside (42 CFR 2.11): who they are in law, where they are reached. Marked as no longer used, never removed.
CREATE TABLE outside_recipient (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    name_key TEXT NOT NULL,
    is_retired BIGINT NOT NULL
);
CREATE UNIQUE INDEX outside_recipient_once ON outside_recipient (name_key) WHERE is_retired = 0;
