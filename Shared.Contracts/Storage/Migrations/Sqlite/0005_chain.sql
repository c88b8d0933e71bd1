ALTER TABLE events ADD COLUMN salt TEXT NULL;
ALTER TABLE events ADD COLUMN digest TEXT NULL;
ALTER TABLE events ADD COLUMN chain TEXT NULL;
ALTER TABLE cases ADD COLUMN chain_head TEXT NULL;

CREATE TABLE anchors (
    day               TEXT           NOT NULL CONSTRAINT pk_anchors PRIMARY KEY,
    cases             INTEGER        NOT NULL,
    events            INTEGER        NOT NULL,
    root              TEXT           NOT NULL,
    previous_root     TEXT           NOT NULL,
    made_at           TEXT           NOT NULL
);

CREATE TABLE anchor_cases (
    day               TEXT           NOT NULL,
    case_id           TEXT           NOT NULL,
    number            TEXT           NOT NULL,
    seq               INTEGER        NOT NULL,
    chain             TEXT           NOT NULL,
    CONSTRAINT pk_anchor_cases PRIMARY KEY (day, case_id)
);

CREATE TABLE verifications (
    id                INTEGER NOT NULL CONSTRAINT pk_verifications PRIMARY KEY AUTOINCREMENT,
    started_at        TEXT           NOT NULL,
    actor_name        TEXT           NOT NULL,
    beat_at           TEXT           NOT NULL,
    ended_at          TEXT           NULL,
    cases             INTEGER        NOT NULL,
    events            INTEGER        NOT NULL,
    anonymised        INTEGER        NOT NULL,
    anchors           INTEGER        NOT NULL,
    findings          INTEGER        NOT NULL,
    report            TEXT           NOT NULL,
    error             TEXT           NULL
);

CREATE INDEX ix_anchor_cases_case ON anchor_cases (case_id, seq);

-- The row whose lock lets processes that start together take turns at sealing earlier events.
INSERT INTO locks (name, at) VALUES ('sealing', '2026-01-01T00:00:00.0000000Z');
