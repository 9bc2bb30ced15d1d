-- Who asked from outside whether somebody is here; never about whom (42 CFR 2.13).
CREATE TABLE presence_question (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    who TEXT NOT NULL
);
