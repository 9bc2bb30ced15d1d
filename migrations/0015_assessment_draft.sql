-- What somebody has typed into a part of an assessment and not saved yet: working paper, replaced at every pause (ADR 0009).
CREATE TABLE assessment_draft (
    assessment_id TEXT NOT NULL,
    part TEXT NOT NULL,
    staff_id TEXT NOT NULL,
    version BIGINT NOT NULL,
    saved_at BIGINT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (assessment_id, part, staff_id)
);
