-- Signed statements over the ends of all chains; the key that signs is never in the database. Rows are only ever added.
CREATE TABLE checkpoint (
    number BIGINT PRIMARY KEY,
    signed_at BIGINT NOT NULL,
    chains BIGINT NOT NULL,
    records BIGINT NOT NULL,
    ends BLOB NOT NULL,
    previous BLOB NOT NULL,
    left_behind BLOB NOT NULL,
    public_key BLOB NOT NULL,
    signature BLOB NOT NULL
);

-- Where a chain ended when a checkpoint was signed; only chains that had moved since the checkpoint before.
CREATE TABLE checkpoint_end (
    chain TEXT NOT NULL,
    position BIGINT NOT NULL,
    hash BLOB NOT NULL,
    checkpoint BIGINT NOT NULL,
    PRIMARY KEY (chain, position)
);
