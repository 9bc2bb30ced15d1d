-- The ledger: every version of every record, chained per patient. Rows are only ever added.
CREATE TABLE record (
    chain TEXT NOT NULL,
    position BIGINT NOT NULL,
    record_id TEXT NOT NULL,
    version BIGINT NOT NULL,
    kind TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    body TEXT NOT NULL,
    previous_hash BLOB NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (chain, position)
);
CREATE UNIQUE INDEX record_by_id ON record (record_id, version);

-- The newest position of each chain; derived, so that appending does not search.
CREATE TABLE chain_head (
    chain TEXT PRIMARY KEY,
    position BIGINT NOT NULL,
    hash BLOB NOT NULL,
    recorded_at BIGINT NOT NULL
);

-- Originals kept whole (received documents, produced files), by the hash of their bytes.
CREATE TABLE original (
    sha256 TEXT PRIMARY KEY,
    media_type TEXT NOT NULL,
    bytes BLOB NOT NULL,
    kept_at BIGINT NOT NULL
);

-- Facts about this database itself: its id, its program zone.
CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
