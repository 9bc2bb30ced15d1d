-- What signing asks for a whole group at once is answered by these alone, without opening a row: the last notes of each person, and the
-- units that the days before used of an authorization.
CREATE INDEX progress_note_last ON progress_note (patient_id, is_in_force, day, signed_at, session_id, id);
DROP INDEX charge_by_authorization;
CREATE INDEX charge_by_authorization ON charge (authorization_id, day, state, units);
