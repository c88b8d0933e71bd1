ALTER TABLE cases ADD
    handler_id        nvarchar(100)  NULL,
    handler_name      nvarchar(100)  NULL,
    next_stage        nvarchar(40)   NULL,
    next_regime       nvarchar(40)   NULL,
    next_started_at   datetime2(7)   NULL,
    next_due_at       datetime2(7)   NULL,
    stages_met        int            NOT NULL CONSTRAINT df_cases_stages_met DEFAULT 0,
    stages_missed     int            NOT NULL CONSTRAINT df_cases_stages_missed DEFAULT 0;

ALTER TABLE users ADD
    disabled_at       datetime2(7)   NULL,
    last_sign_in_at   datetime2(7)   NULL;

CREATE TABLE contacts (
    id                char(36)       NOT NULL CONSTRAINT pk_contacts PRIMARY KEY,
    case_id           char(36)       NOT NULL,
    event_seq         int            NOT NULL,
    at                datetime2(7)   NOT NULL,
    purpose           nvarchar(40)   NOT NULL,
    channel           nvarchar(40)   NOT NULL,
    call_ref          nvarchar(100)  NULL,
    sealed            nvarchar(max)  NULL,
    name_hash         nvarchar(64)   NULL,
    phone_hash        nvarchar(64)   NULL,
    last_four_hash    nvarchar(64)   NULL,
    id_number_hash    nvarchar(64)   NULL,
    CONSTRAINT fk_contacts_case FOREIGN KEY (case_id) REFERENCES cases (id)
);

CREATE TABLE reveals (
    case_id           char(36)       NOT NULL,
    actor_id          nvarchar(100)  NOT NULL,
    until_at          datetime2(7)   NOT NULL,
    CONSTRAINT fk_reveals_case FOREIGN KEY (case_id) REFERENCES cases (id)
);

CREATE TABLE attachments (
    id                char(36)       NOT NULL CONSTRAINT pk_attachments PRIMARY KEY,
    case_id           char(36)       NOT NULL,
    event_seq         int            NOT NULL,
    at                datetime2(7)   NOT NULL,
    actor_name        nvarchar(100)  NOT NULL,
    sealed_name       nvarchar(max)  NOT NULL,
    media_type        nvarchar(100)  NOT NULL,
    size              bigint         NOT NULL,
    sha256            nvarchar(64)   NOT NULL,
    note              nvarchar(max)  NULL,
    CONSTRAINT fk_attachments_case FOREIGN KEY (case_id) REFERENCES cases (id)
);

CREATE TABLE duty_windows (
    id                bigint IDENTITY(1, 1) NOT NULL CONSTRAINT pk_duty_windows PRIMARY KEY,
    from_at           datetime2(7)   NOT NULL,
    to_at             datetime2(7)   NOT NULL,
    reason            nvarchar(500)  NOT NULL,
    created_by        nvarchar(100)  NOT NULL,
    created_at        datetime2(7)   NOT NULL,
    removed_at        datetime2(7)   NULL,
    removed_by        nvarchar(100)  NULL
);

CREATE TABLE saved_filters (
    id                bigint IDENTITY(1, 1) NOT NULL CONSTRAINT pk_saved_filters PRIMARY KEY,
    actor_id          nvarchar(100)  NOT NULL,
    name              nvarchar(100)  NOT NULL,
    query             nvarchar(max)  NOT NULL,
    created_at        datetime2(7)   NOT NULL,
    CONSTRAINT uq_saved_filters_name UNIQUE (actor_id, name)
);
