-- That the program ends or is taken over, and what becomes of its records (42 CFR 2.19).
CREATE TABLE program_closing (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    state TEXT NOT NULL,
    ends_on TEXT NOT NULL
);
CREATE INDEX program_closing_by_state ON program_closing (state);
