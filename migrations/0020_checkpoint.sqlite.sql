-- What was signed is not changed or removed, whoever asks.
CREATE TRIGGER checkpoint_is_never_changed BEFORE UPDATE ON checkpoint BEGIN
    SELECT RAISE(ABORT, 'checkpoints are only added');
END;
CREATE TRIGGER checkpoint_is_never_removed BEFORE DELETE ON checkpoint BEGIN
    SELECT RAISE(ABORT, 'checkpoints are only added');
END;
CREATE TRIGGER checkpoint_end_is_never_changed BEFORE UPDATE ON checkpoint_end BEGIN
    SELECT RAISE(ABORT, 'checkpoints are only added');
END;
CREATE TRIGGER checkpoint_end_is_never_removed BEFORE DELETE ON checkpoint_end BEGIN
    SELECT RAISE(ABORT, 'checkpoints are only added');
END;
