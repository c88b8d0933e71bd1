-- Reports as they were submitted: written once and never changed.
CREATE TABLE submitted_reports (
    kind              varchar(10)    NOT NULL,
    period            varchar(10)    NOT NULL,
    submitted_at      datetime2(7)   NOT NULL,
    actor_id          nvarchar(100)  NOT NULL,
    actor_name        nvarchar(100)  NOT NULL,
    body              nvarchar(max)  NOT NULL,
    check_value       char(64)       NOT NULL,
    CONSTRAINT pk_submitted_reports PRIMARY KEY (kind, period)
);
