-- Nothing in the ledger is changed or removed, whoever asks.
CREATE FUNCTION refuse_change() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is append-only';
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER record_is_append_only BEFORE UPDATE OR DELETE ON record
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER record_is_never_emptied BEFORE TRUNCATE ON record
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER original_is_kept BEFORE UPDATE OR DELETE ON original
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER original_is_never_emptied BEFORE TRUNCATE ON original
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
