-- The daily report that each day of duty owes by its time, and what became of it.
CREATE TABLE duty_reports (
    day               date NOT NULL CONSTRAINT pk_duty_reports PRIMARY KEY,
    started_at        datetime2(7) NOT NULL,
    due_at            datetime2(7) NOT NULL,
    met_at            datetime2(7) NULL,
    missed_at         datetime2(7) NULL,
    recorded_at       datetime2(7) NULL
);
