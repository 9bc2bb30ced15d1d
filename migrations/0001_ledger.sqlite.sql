-- Nothing in the ledger is changed or removed, whoever asks.
CREATE TRIGGER record_is_never_changed BEFORE UPDATE ON record BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
CREATE TRIGGER record_is_never_removed BEFORE DELETE ON record BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
CREATE TRIGGER original_is_never_changed BEFORE UPDATE ON original BEGIN
    SELECT RAISE(ABORT, 'originals are kept as they came');
END;
CREATE TRIGGER original_is_never_removed BEFORE DELETE ON original BEGIN
    SELECT RAISE(ABORT, 'originals are kept as they came');
END;
