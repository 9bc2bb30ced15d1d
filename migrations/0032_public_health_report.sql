-- Figures that a public health authority got; they point to nobody (42 CFR 2.54).
CREATE TABLE public_health_report (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL, recorded_at BIGINT NOT NULL, recorded_by TEXT NOT NULL, body TEXT NOT NULL,
    handed_over_on TEXT NOT NULL
);
