-- What was signed is not changed or removed, whoever asks.
CREATE TRIGGER checkpoint_is_append_only BEFORE UPDATE OR DELETE ON checkpoint
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER checkpoint_is_never_emptied BEFORE TRUNCATE ON checkpoint
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER checkpoint_end_is_append_only BEFORE UPDATE OR DELETE ON checkpoint_end
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER checkpoint_end_is_never_emptied BEFORE TRUNCATE ON checkpoint_end
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
