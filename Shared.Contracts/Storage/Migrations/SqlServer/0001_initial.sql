CREATE TABLE cases (
    id                char(36)       NOT NULL CONSTRAINT pk_cases PRIMARY KEY,
    number            nvarchar(20)   NOT NULL CONSTRAINT uq_cases_number UNIQUE,
    kind              nvarchar(40)   NOT NULL,
    status            nvarchar(40)   NOT NULL,
    lane              nvarchar(40)   NOT NULL,
    channel           nvarchar(40)   NOT NULL,
    version           int            NOT NULL,
    last_event        int            NOT NULL,
    unit              nvarchar(40)   NULL,
    open_to           nvarchar(40)   NULL,
    level             nvarchar(40)   NOT NULL,
    important         nvarchar(40)   NULL,
    arrived_at        datetime2(7)   NOT NULL,
    received_at       datetime2(7)   NULL,
    accepted_at       datetime2(7)   NULL,
    handled_at        datetime2(7)   NULL,
    outcome           nvarchar(40)   NULL,
    recovered_amount  decimal(18, 2) NULL,
    filed_as_case     bit            NOT NULL,
    assigned_by       nvarchar(40)   NULL,
    upstream_number   nvarchar(100)  NULL,
    upstream_due_at   datetime2(7)   NULL,
    rule_id           nvarchar(40)   NULL,
    rule_version      int            NULL,
    routed_by         nvarchar(40)   NULL,
    routing_reason    nvarchar(1000) NULL,
    category          nvarchar(40)   NULL,
    problem           nvarchar(40)   NULL,
    district          nvarchar(40)   NULL,
    respondent_name   nvarchar(200)  NULL,
    search_text       nvarchar(max)  NOT NULL,
    facts             nvarchar(max)  NOT NULL,
    incomplete        nvarchar(1000) NOT NULL,
    linked            nvarchar(1000) NOT NULL
);

CREATE TABLE people (
    case_id           char(36)       NOT NULL CONSTRAINT pk_people PRIMARY KEY,
    sealed            nvarchar(max)  NOT NULL,
    name_hash         nvarchar(64)   NULL,
    phone_hash        nvarchar(64)   NULL,
    last_four_hash    nvarchar(64)   NULL,
    id_number_hash    nvarchar(64)   NULL,
    CONSTRAINT fk_people_case FOREIGN KEY (case_id) REFERENCES cases (id)
);

CREATE TABLE events (
    case_id           char(36)       NOT NULL,
    seq               int            NOT NULL,
    at                datetime2(7)   NOT NULL,
    actor_id          nvarchar(100)  NOT NULL,
    actor_name        nvarchar(100)  NOT NULL,
    type              nvarchar(40)   NOT NULL,
    data              nvarchar(max)  NOT NULL,
    reason            nvarchar(max)  NULL,
    rule_id           nvarchar(40)   NULL,
    rule_version      int            NULL,
    command_id        char(36)       NOT NULL,
    CONSTRAINT pk_events PRIMARY KEY (case_id, seq),
    CONSTRAINT fk_events_case FOREIGN KEY (case_id) REFERENCES cases (id)
);

CREATE TABLE deadlines (
    id                nvarchar(100)  NOT NULL CONSTRAINT pk_deadlines PRIMARY KEY,
    case_id           char(36)       NOT NULL,
    regime            nvarchar(40)   NOT NULL,
    stage             nvarchar(40)   NOT NULL,
    round             int            NOT NULL,
    started_at        datetime2(7)   NOT NULL,
    last_day          char(10)       NULL,
    due_at            datetime2(7)   NOT NULL,
    met_at            datetime2(7)   NULL,
    cancelled_at      datetime2(7)   NULL,
    missed_at         datetime2(7)   NULL,
    recorded_at       datetime2(7)   NULL,
    found_late        bit            NOT NULL,
    provisional       bit            NOT NULL,
    warned            int            NOT NULL,
    next_at           datetime2(7)   NULL,
    lease_owner       nvarchar(100)  NULL,
    lease_until       datetime2(7)   NULL,
    CONSTRAINT fk_deadlines_case FOREIGN KEY (case_id) REFERENCES cases (id)
);

CREATE TABLE owed_steps (
    deadline_id       nvarchar(100)  NOT NULL,
    step              int            NOT NULL,
    case_id           char(36)       NOT NULL,
    action            nvarchar(40)   NOT NULL,
    due_at            datetime2(7)   NOT NULL,
    walked_at         datetime2(7)   NULL,
    lease_owner       nvarchar(100)  NULL,
    lease_until       datetime2(7)   NULL,
    CONSTRAINT pk_owed_steps PRIMARY KEY (deadline_id, step),
    CONSTRAINT fk_owed_steps_deadline FOREIGN KEY (deadline_id) REFERENCES deadlines (id)
);

CREATE TABLE outbox (
    id                bigint IDENTITY(1, 1) NOT NULL CONSTRAINT pk_outbox PRIMARY KEY,
    lane              nvarchar(40)   NOT NULL,
    type              nvarchar(100)  NOT NULL,
    body              nvarchar(max)  NOT NULL,
    case_id           char(36)       NOT NULL,
    created_at        datetime2(7)   NOT NULL,
    sent_at           datetime2(7)   NULL,
    attempts          int            NOT NULL,
    parked_at         datetime2(7)   NULL,
    error             nvarchar(1000) NULL,
    lease_owner       nvarchar(100)  NULL,
    lease_until       datetime2(7)   NULL
);

CREATE TABLE feed (
    id                bigint IDENTITY(1, 1) NOT NULL CONSTRAINT pk_feed PRIMARY KEY,
    sequence          bigint         NULL,
    case_id           char(36)       NOT NULL,
    at                datetime2(7)   NOT NULL,
    event             nvarchar(40)   NOT NULL,
    number            nvarchar(20)   NOT NULL,
    kind              nvarchar(40)   NOT NULL,
    assigned_by       nvarchar(40)   NULL,
    upstream_number   nvarchar(100)  NULL,
    status            nvarchar(40)   NOT NULL,
    stage             nvarchar(40)   NULL,
    unit              nvarchar(40)   NULL,
    outcome           nvarchar(40)   NULL,
    due_at            datetime2(7)   NULL,
    in_time           bit            NULL
);

CREATE TABLE commands (
    id                char(36)       NOT NULL CONSTRAINT pk_commands PRIMARY KEY,
    actor_id          nvarchar(100)  NOT NULL,
    body_hash         nvarchar(64)   NULL,
    http_status       int            NULL,
    case_id           char(36)       NOT NULL,
    at                datetime2(7)   NOT NULL
);

CREATE TABLE audit (
    id                bigint IDENTITY(1, 1) NOT NULL CONSTRAINT pk_audit PRIMARY KEY,
    at                datetime2(7)   NOT NULL,
    actor_id          nvarchar(100)  NOT NULL,
    actor_name        nvarchar(100)  NOT NULL,
    action            nvarchar(100)  NOT NULL,
    subject           nvarchar(200)  NULL,
    detail            nvarchar(1000) NULL
);

CREATE TABLE notifications (
    id                bigint IDENTITY(1, 1) NOT NULL CONSTRAINT pk_notifications PRIMARY KEY,
    case_id           char(36)       NOT NULL,
    event_seq         int            NOT NULL,
    recipient         nvarchar(40)   NOT NULL,
    channel           nvarchar(40)   NOT NULL,
    type              nvarchar(40)   NOT NULL,
    stage             nvarchar(40)   NULL,
    at                datetime2(7)   NOT NULL,
    delivered_at      datetime2(7)   NULL,
    attempts          int            NOT NULL,
    next_at           datetime2(7)   NULL,
    error             nvarchar(1000) NULL,
    lease_owner       nvarchar(100)  NULL,
    lease_until       datetime2(7)   NULL,
    CONSTRAINT uq_notifications_once UNIQUE (case_id, event_seq, recipient, channel)
);

CREATE TABLE serials (
    day               char(10)       NOT NULL CONSTRAINT pk_serials PRIMARY KEY,
    last              int            NOT NULL
);

CREATE TABLE rule_sets (
    version           int            NOT NULL CONSTRAINT pk_rule_sets PRIMARY KEY,
    body              nvarchar(max)  NOT NULL,
    state             nvarchar(40)   NOT NULL,
    activated_at      datetime2(7)   NULL,
    activated_by      nvarchar(100)  NULL
);

CREATE TABLE api_keys (
    id                nvarchar(40)   NOT NULL CONSTRAINT pk_api_keys PRIMARY KEY,
    name              nvarchar(100)  NOT NULL,
    secret_hash       nvarchar(64)   NOT NULL,
    role              nvarchar(40)   NOT NULL,
    unit              nvarchar(40)   NULL,
    created_at        datetime2(7)   NOT NULL,
    revoked_at        datetime2(7)   NULL
);

CREATE TABLE users (
    id                bigint IDENTITY(1, 1) NOT NULL CONSTRAINT pk_users PRIMARY KEY,
    name              nvarchar(100)  NOT NULL CONSTRAINT uq_users_name UNIQUE,
    role              nvarchar(40)   NOT NULL,
    unit              nvarchar(40)   NULL,
    password_hash     nvarchar(400)  NOT NULL,
    must_change       bit            NOT NULL,
    failed_sign_ins   int            NOT NULL,
    locked_until      datetime2(7)   NULL,
    stamp             nvarchar(64)   NOT NULL,
    created_at        datetime2(7)   NOT NULL
);

CREATE TABLE heartbeats (
    name              nvarchar(40)   NOT NULL,
    instance          nvarchar(100)  NOT NULL,
    at                datetime2(7)   NOT NULL,
    domain_at         datetime2(7)   NOT NULL,
    CONSTRAINT pk_heartbeats PRIMARY KEY (name, instance)
);

CREATE TABLE outages (
    id                bigint IDENTITY(1, 1) NOT NULL CONSTRAINT pk_outages PRIMARY KEY,
    component         nvarchar(40)   NOT NULL,
    from_at           datetime2(7)   NOT NULL,
    to_at             datetime2(7)   NOT NULL,
    CONSTRAINT uq_outages_once UNIQUE (component, from_at)
);

CREATE TABLE failed_work (
    id                bigint IDENTITY(1, 1) NOT NULL CONSTRAINT pk_failed_work PRIMARY KEY,
    work              nvarchar(100)  NOT NULL,
    subject           nvarchar(100)  NOT NULL,
    error             nvarchar(1000) NOT NULL,
    attempts          int            NOT NULL,
    first_at          datetime2(7)   NOT NULL,
    last_at           datetime2(7)   NOT NULL,
    next_at           datetime2(7)   NULL,
    resolved_at       datetime2(7)   NULL,
    CONSTRAINT uq_failed_work_subject UNIQUE (work, subject)
);

CREATE TABLE job_runs (
    job               nvarchar(100)  NOT NULL,
    period            nvarchar(40)   NOT NULL,
    at                datetime2(7)   NOT NULL,
    CONSTRAINT pk_job_runs PRIMARY KEY (job, period)
);

CREATE TABLE locks (
    name              nvarchar(40)   NOT NULL CONSTRAINT pk_locks PRIMARY KEY,
    at                datetime2(7)   NOT NULL
);

CREATE TABLE drill (
    id                int            NOT NULL CONSTRAINT pk_drill PRIMARY KEY,
    opened_at         datetime2(7)   NOT NULL,
    started_at        datetime2(7)   NOT NULL,
    speed             float          NOT NULL,
    real_started_at   datetime2(7)   NOT NULL
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
INSERT INTO locks (name, at) VALUES ('feed', '2026-01-01T00:00:00');
