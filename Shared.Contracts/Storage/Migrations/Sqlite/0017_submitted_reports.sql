-- Reports as they were submitted: written once and never changed.
CREATE TABLE submitted_reports (
    kind              TEXT NOT NULL,
    period            TEXT NOT NULL,
    submitted_at      TEXT NOT NULL,
    actor_id          TEXT NOT NULL,
    actor_name        TEXT NOT NULL,
    body              TEXT NOT NULL,
    check_value       TEXT NOT NULL,
    CONSTRAINT pk_submitted_reports PRIMARY KEY (kind, period)
);
