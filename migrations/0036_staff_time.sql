-- When staff work and when they are away; when the program is closed or a room cannot be used.
CREATE TABLE staff_hours (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    staff_id TEXT NOT NULL,
    from_day TEXT NOT NULL
);
CREATE INDEX staff_hours_by_staff ON staff_hours (staff_id, from_day);
CREATE TABLE leave (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    staff_id TEXT NOT NULL,
    from_day TEXT NOT NULL,
    to_day TEXT NOT NULL
);
CREATE INDEX leave_by_day ON leave (to_day);
CREATE TABLE closure (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    from_day TEXT NOT NULL,
    to_day TEXT NOT NULL
);
CREATE INDEX closure_by_day ON closure (to_day);
