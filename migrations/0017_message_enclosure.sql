-- What a message carries and its history must not keep: the address of a link. Working paper, gone when the message has left (ADR 0009).
CREATE TABLE message_enclosure (
    message_id TEXT PRIMARY KEY,
    body TEXT NOT NULL
);
