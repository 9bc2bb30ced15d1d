-- Changes of a week that were accepted together, so that they can be put back together.
CREATE TABLE week_change (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    from_day TEXT NOT NULL
);
CREATE INDEX week_change_by_day ON week_change (from_day);
