-- Audits and evaluations by somebody outside (42 CFR 2.53): by whom, under what written promise, whose records, what became of copies.
CREATE TABLE audit (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    recorded_on TEXT NOT NULL,
    state TEXT NOT NULL,
    destroy_by TEXT
);
CREATE INDEX audit_by_state ON audit (state, destroy_by);
