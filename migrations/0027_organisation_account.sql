-- The account at the organisation's issuer that a member of staff may sign in with. No record: like every means of signing in it is
-- replaced and removed. Before the first sign-in it may be awaited by an address; from then on only the issuer's own name counts.
CREATE TABLE organisation_account (
    staff_id TEXT PRIMARY KEY,
    issuer TEXT NOT NULL,
    subject TEXT,
    email TEXT,
    allowed_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE UNIQUE INDEX organisation_account_by_subject ON organisation_account (issuer, subject);
CREATE UNIQUE INDEX organisation_account_by_email ON organisation_account (issuer, email);
-- By which issuer somebody came: signing out is told there too.
ALTER TABLE session ADD COLUMN issuer TEXT;
