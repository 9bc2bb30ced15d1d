-- What open inquiries are compared by, one key a row, so that a page of the queue asks once who may be the same person; and how many wait
-- in each state, counted without opening a row.
CREATE TABLE inquiry_key (
    key TEXT NOT NULL,
    inquiry_id TEXT NOT NULL,
    PRIMARY KEY (key, inquiry_id)
);
CREATE INDEX inquiry_key_of ON inquiry_key (inquiry_id);
CREATE INDEX inquiry_standing ON inquiry (queue_rank, state, id);
