CREATE TABLE cases (
    id                TEXT           NOT NULL CONSTRAINT pk_cases PRIMARY KEY,
    number            TEXT           NOT NULL CONSTRAINT uq_cases_number UNIQUE,
    kind              TEXT           NOT NULL,
    status            TEXT           NOT NULL,
    lane              TEXT           NOT NULL,
    channel           TEXT           NOT NULL,
    version           INTEGER        NOT NULL,
    last_event        INTEGER        NOT NULL,
    unit              TEXT           NULL,
    open_to           TEXT           NULL,
    level             TEXT           NOT NULL,
    important         TEXT           NULL,
    arrived_at        TEXT           NOT NULL,
    received_at       TEXT           NULL,
    accepted_at       TEXT           NULL,
    handled_at        TEXT           NULL,
    outcome           TEXT           NULL,
    recovered_amount  NUMERIC        NULL,
    filed_as_case     INTEGER        NOT NULL,
    assigned_by       TEXT           NULL,
    upstream_number   TEXT           NULL,
    upstream_due_at   TEXT           NULL,
    rule_id           TEXT           NULL,
    rule_version      INTEGER        NULL,
    routed_by         TEXT           NULL,
    routing_reason    TEXT           NULL,
    category          TEXT           NULL,
    problem           TEXT           NULL,
    district          TEXT           NULL,
    respondent_name   TEXT           NULL,
    search_text       TEXT           NOT NULL,
    facts             TEXT           NOT NULL,
    incomplete        TEXT           NOT NULL,
    linked            TEXT           NOT NULL
);

CREATE TABLE people (
    case_id           TEXT           NOT NULL CONSTRAINT pk_people PRIMARY KEY,
    sealed            TEXT           NOT NULL,
    name_hash         TEXT           NULL,
    phone_hash        TEXT           NULL,
    last_four_hash    TEXT           NULL,
    id_number_hash    TEXT           NULL,
    CONSTRAINT fk_people_case FOREIGN KEY (case_id) REFERENCES cases (id)
);

CREATE TABLE events (
    case_id           TEXT           NOT NULL,
    seq               INTEGER        NOT NULL,
    at                TEXT           NOT NULL,
    actor_id          TEXT           NOT NULL,
    actor_name        TEXT           NOT NULL,
    type              TEXT           NOT NULL,
    data              TEXT           NOT NULL,
    reason            TEXT           NULL,
    rule_id           TEXT           NULL,
    rule_version      INTEGER        NULL,
    command_id        TEXT           NOT NULL,
    CONSTRAINT pk_events PRIMARY KEY (case_id, seq),
    CONSTRAINT fk_events_case FOREIGN KEY (case_id) REFERENCES cases (id)
);

CREATE TABLE deadlines (
    id                TEXT           NOT NULL CONSTRAINT pk_deadlines PRIMARY KEY,
    case_id           TEXT           NOT NULL,
    regime            TEXT           NOT NULL,
    stage             TEXT           NOT NULL,
    round             INTEGER        NOT NULL,
    started_at        TEXT           NOT NULL,
    last_day          TEXT           NULL,
    due_at            TEXT           NOT NULL,
    met_at            TEXT           NULL,
    cancelled_at      TEXT           NULL,
    missed_at         TEXT           NULL,
    recorded_at       TEXT           NULL,
    found_late        INTEGER        NOT NULL,
    provisional       INTEGER        NOT NULL,
    warned            INTEGER        NOT NULL,
    next_at           TEXT           NULL,
    lease_owner       TEXT           NULL,
    lease_until       TEXT           NULL,
    CONSTRAINT fk_deadlines_case FOREIGN KEY (case_id) REFERENCES cases (id)
);

CREATE TABLE owed_steps (
    deadline_id       TEXT           NOT NULL,
    step              INTEGER        NOT NULL,
    case_id           TEXT           NOT NULL,
    action            TEXT           NOT NULL,
    due_at            TEXT           NOT NULL,
    walked_at         TEXT           NULL,
    lease_owner       TEXT           NULL,
    lease_until       TEXT           NULL,
    CONSTRAINT pk_owed_steps PRIMARY KEY (deadline_id, step),
    CONSTRAINT fk_owed_steps_deadline FOREIGN KEY (deadline_id) REFERENCES deadlines (id)
);

CREATE TABLE outbox (
    id                INTEGER NOT NULL CONSTRAINT pk_outbox PRIMARY KEY AUTOINCREMENT,
    lane              TEXT           NOT NULL,
    type              TEXT           NOT NULL,
    body              TEXT           NOT NULL,
    case_id           TEXT           NOT NULL,
    created_at        TEXT           NOT NULL,
    sent_at           TEXT           NULL,
    attempts          INTEGER        NOT NULL,
    parked_at         TEXT           NULL,
    error             TEXT           NULL,
    lease_owner       TEXT           NULL,
    lease_until       TEXT           NULL
);

CREATE TABLE feed (
    id                INTEGER NOT NULL CONSTRAINT pk_feed PRIMARY KEY AUTOINCREMENT,
    sequence          INTEGER        NULL,
    case_id           TEXT           NOT NULL,
    at                TEXT           NOT NULL,
    event             TEXT           NOT NULL,
    number            TEXT           NOT NULL,
    kind              TEXT           NOT NULL,
    assigned_by       TEXT           NULL,
    upstream_number   TEXT           NULL,
    status            TEXT           NOT NULL,
    stage             TEXT           NULL,
    unit              TEXT           NULL,
    outcome           TEXT           NULL,
    due_at            TEXT           NULL,
    in_time           INTEGER        NULL
);

CREATE TABLE commands (
    id                TEXT           NOT NULL CONSTRAINT pk_commands PRIMARY KEY,
    actor_id          TEXT           NOT NULL,
    body_hash         TEXT           NULL,
    http_status       INTEGER        NULL,
    case_id           TEXT           NOT NULL,
    at                TEXT           NOT NULL
);

CREATE TABLE audit (
    id                INTEGER NOT NULL CONSTRAINT pk_audit PRIMARY KEY AUTOINCREMENT,
    at                TEXT           NOT NULL,
    actor_id          TEXT           NOT NULL,
    actor_name        TEXT           NOT NULL,
    action            TEXT           NOT NULL,
    subject           TEXT           NULL,
    detail            TEXT           NULL
);

CREATE TABLE notifications (
    id                INTEGER NOT NULL CONSTRAINT pk_notifications PRIMARY KEY AUTOINCREMENT,
    case_id           TEXT           NOT NULL,
    event_seq         INTEGER        NOT NULL,
    recipient         TEXT           NOT NULL,
    channel           TEXT           NOT NULL,
    type              TEXT           NOT NULL,
    stage             TEXT           NULL,
    at                TEXT           NOT NULL,
    delivered_at      TEXT           NULL,
    attempts          INTEGER        NOT NULL,
    next_at           TEXT           NULL,
    error             TEXT           NULL,
    lease_owner       TEXT           NULL,
    lease_until       TEXT           NULL,
    CONSTRAINT uq_notifications_once UNIQUE (case_id, event_seq, recipient, channel)
);

CREATE TABLE serials (
    day               TEXT           NOT NULL CONSTRAINT pk_serials PRIMARY KEY,
    last              INTEGER        NOT NULL
);

CREATE TABLE rule_sets (
    version           INTEGER        NOT NULL CONSTRAINT pk_rule_sets PRIMARY KEY,
    body              TEXT           NOT NULL,
    state             TEXT           NOT NULL,
    activated_at      TEXT           NULL,
    activated_by      TEXT           NULL
);

CREATE TABLE api_keys (
    id                TEXT           NOT NULL CONSTRAINT pk_api_keys PRIMARY KEY,
    name              TEXT           NOT NULL,
    secret_hash       TEXT           NOT NULL,
    role              TEXT           NOT NULL,
    unit              TEXT           NULL,
    created_at        TEXT           NOT NULL,
    revoked_at        TEXT           NULL
);

CREATE TABLE users (
    id                INTEGER NOT NULL CONSTRAINT pk_users PRIMARY KEY AUTOINCREMENT,
    name              TEXT           NOT NULL CONSTRAINT uq_users_name UNIQUE,
    role              TEXT           NOT NULL,
    unit              TEXT           NULL,
    password_hash     TEXT           NOT NULL,
    must_change       INTEGER        NOT NULL,
    failed_sign_ins   INTEGER        NOT NULL,
    locked_until      TEXT           NULL,
    stamp             TEXT           NOT NULL,
    created_at        TEXT           NOT NULL
);

CREATE TABLE heartbeats (
    name              TEXT           NOT NULL,
    instance          TEXT           NOT NULL,
    at                TEXT           NOT NULL,
    domain_at         TEXT           NOT NULL,
    CONSTRAINT pk_heartbeats PRIMARY KEY (name, instance)
);

CREATE TABLE outages (
    id                INTEGER NOT NULL CONSTRAINT pk_outages PRIMARY KEY AUTOINCREMENT,
    component         TEXT           NOT NULL,
    from_at           TEXT           NOT NULL,
    to_at             TEXT           NOT NULL,
    CONSTRAINT uq_outages_once UNIQUE (component, from_at)
);

CREATE TABLE failed_work (
    id                INTEGER NOT NULL CONSTRAINT pk_failed_work PRIMARY KEY AUTOINCREMENT,
    work              TEXT           NOT NULL,
    subject           TEXT           NOT NULL,
    error             TEXT           NOT NULL,
    attempts          INTEGER        NOT NULL,
    first_at          TEXT           NOT NULL,
    last_at           TEXT           NOT NULL,
    next_at           TEXT           NULL,
    resolved_at       TEXT           NULL,
    CONSTRAINT uq_failed_work_subject UNIQUE (work, subject)
);

CREATE TABLE job_runs (
    job               TEXT           NOT NULL,
    period            TEXT           NOT NULL,
    at                TEXT           NOT NULL,
    CONSTRAINT pk_job_runs PRIMARY KEY (job, period)
);

CREATE TABLE locks (
    name              TEXT           NOT NULL CONSTRAINT pk_locks PRIMARY KEY,
    at                TEXT           NOT NULL
);

CREATE TABLE drill (
    id                INTEGER        NOT NULL CONSTRAINT pk_drill PRIMARY KEY,
    opened_at         TEXT           NOT NULL,
    started_at        TEXT           NOT NULL,
    speed             REAL           NOT NULL,
    real_started_at   TEXT           NOT NULL
);

CREATE INDEX ix_cases_arrived ON cases (arrived_at, id);
CREATE INDEX ix_cases_status ON cases (status, arrived_at, id);
CREATE INDEX ix_cases_unit ON cases (unit, arrived_at, id);
CREATE INDEX ix_cases_waiting ON cases (lane, received_at) WHERE status = 'received';
CREATE UNIQUE INDEX uq_cases_upstream ON cases (assigned_by, upstream_number) WHERE upstream_number IS NOT NULL;
CREATE INDEX ix_cases_respondent ON cases (respondent_name, arrived_at);
CREATE INDEX ix_people_name ON people (name_hash);
CREATE INDEX ix_people_phone ON people (phone_hash);
CREATE INDEX ix_people_last_four ON people (last_four_hash);
CREATE INDEX ix_people_id_number ON people (id_number_hash);
CREATE INDEX ix_deadlines_case ON deadlines (case_id);
CREATE INDEX ix_deadlines_next ON deadlines (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX ix_owed_steps_due ON owed_steps (due_at) WHERE walked_at IS NULL;
CREATE INDEX ix_owed_steps_daily ON owed_steps (action, walked_at);
CREATE INDEX ix_outbox_unsent ON outbox (lane, id) WHERE sent_at IS NULL;
CREATE UNIQUE INDEX uq_feed_sequence ON feed (sequence) WHERE sequence IS NOT NULL;
CREATE INDEX ix_feed_unnumbered ON feed (id) WHERE sequence IS NULL;
CREATE INDEX ix_commands_at ON commands (at);
CREATE INDEX ix_audit_subject ON audit (subject, id);
CREATE INDEX ix_notifications_recipient ON notifications (recipient, id);
CREATE INDEX ix_notifications_waiting ON notifications (next_at) WHERE next_at IS NOT NULL;

-- The row whose lock orders the numbering of the province's feed.
INSERT INTO locks (name, at) VALUES ('feed', '2026-01-01T00:00:00.0000000Z');
