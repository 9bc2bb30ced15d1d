-- The editions of the notice of privacy practices that the program wrote (42 CFR 2.22).
CREATE TABLE notice_edition (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    number BIGINT NOT NULL,
    in_force_from TEXT NOT NULL
);
CREATE UNIQUE INDEX notice_edition_by_number ON notice_edition (number);
