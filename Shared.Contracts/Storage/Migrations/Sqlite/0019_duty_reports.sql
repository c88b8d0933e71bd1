-- The daily report that each day of duty owes by its time, and what became of it.
CREATE TABLE duty_reports (
    day               TEXT NOT NULL CONSTRAINT pk_duty_reports PRIMARY KEY,
    started_at        TEXT NOT NULL,
    due_at            TEXT NOT NULL,
    met_at            TEXT NULL,
    missed_at         TEXT NULL,
    recorded_at       TEXT NULL
);
