-- The waiting list is read in the order of the law, and the call-back list holds only who can be called (LC-23, S-28).
ALTER TABLE inquiry ADD COLUMN waits_class BIGINT NOT NULL DEFAULT 4;
ALTER TABLE inquiry ADD COLUMN has_phone BIGINT NOT NULL DEFAULT 1;
