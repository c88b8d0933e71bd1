ALTER TABLE events ADD
    salt              char(32)       NULL,
    digest            char(64)       NULL,
    chain             char(64)       NULL;

ALTER TABLE cases ADD
    chain_head        char(64)       NULL;

CREATE TABLE anchors (
    day               char(10)       NOT NULL CONSTRAINT pk_anchors PRIMARY KEY,
    cases             bigint         NOT NULL,
    events            bigint         NOT NULL,
    root              char(64)       NOT NULL,
    previous_root     char(64)       NOT NULL,
    made_at           datetime2(7)   NOT NULL
);

CREATE TABLE anchor_cases (
    day               char(10)       NOT NULL,
    case_id           char(36)       NOT NULL,
    number            nvarchar(20)   NOT NULL,
    seq               int            NOT NULL,
    chain             char(64)       NOT NULL,
    CONSTRAINT pk_anchor_cases PRIMARY KEY (day, case_id)
);

CREATE TABLE verifications (
    id                bigint IDENTITY(1, 1) NOT NULL CONSTRAINT pk_verifications PRIMARY KEY,
    started_at        datetime2(7)   NOT NULL,
    actor_name        nvarchar(100)  NOT NULL,
    beat_at           datetime2(7)   NOT NULL,
    ended_at          datetime2(7)   NULL,
    cases             bigint         NOT NULL,
    events            bigint         NOT NULL,
    anonymised        bigint         NOT NULL,
    anchors           bigint         NOT NULL,
    findings          bigint         NOT NULL,
    report            nvarchar(max)  NOT NULL,
    error             nvarchar(1000) NULL
);

CREATE INDEX ix_anchor_cases_case ON anchor_cases (case_id, seq);

-- The row whose lock lets processes that start together take turns at sealing earlier events.
INSERT INTO locks (name, at) VALUES ('sealing', '2026-01-01T00:00:00');
