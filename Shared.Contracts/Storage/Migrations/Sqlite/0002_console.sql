ALTER TABLE cases ADD COLUMN handler_id TEXT NULL;
ALTER TABLE cases ADD COLUMN handler_name TEXT NULL;
ALTER TABLE cases ADD COLUMN next_stage TEXT NULL;
ALTER TABLE cases ADD COLUMN next_regime TEXT NULL;
ALTER TABLE cases ADD COLUMN next_started_at TEXT NULL;
ALTER TABLE cases ADD COLUMN next_due_at TEXT NULL;
ALTER TABLE cases ADD COLUMN stages_met INTEGER NOT NULL CONSTRAINT df_cases_stages_met DEFAULT 0;
ALTER TABLE cases ADD COLUMN stages_missed INTEGER NOT NULL CONSTRAINT df_cases_stages_missed DEFAULT 0;

CREATE TABLE contacts (
    id                TEXT           NOT NULL CONSTRAINT pk_contacts PRIMARY KEY,
    case_id           TEXT           NOT NULL,
    event_seq         INTEGER        NOT NULL,
    at                TEXT           NOT NULL,
    purpose           TEXT           NOT NULL,
    channel           TEXT           NOT NULL,
    call_ref          TEXT           NULL,
    sealed            TEXT           NULL,
    name_hash         TEXT           NULL,
    phone_hash        TEXT           NULL,
    last_four_hash    TEXT           NULL,
    id_number_hash    TEXT           NULL,
    CONSTRAINT fk_contacts_case FOREIGN KEY (case_id) REFERENCES cases (id)
);

CREATE TABLE reveals (
    case_id           TEXT           NOT NULL,
    actor_id          TEXT           NOT NULL,
    until_at          TEXT           NOT NULL,
    CONSTRAINT fk_reveals_case FOREIGN KEY (case_id) REFERENCES cases (id)
);

CREATE TABLE attachments (
    id                TEXT           NOT NULL CONSTRAINT pk_attachments PRIMARY KEY,
    case_id           TEXT           NOT NULL,
    event_seq         INTEGER        NOT NULL,
    at                TEXT           NOT NULL,
    actor_name        TEXT           NOT NULL,
    sealed_name       TEXT           NOT NULL,
    media_type        TEXT           NOT NULL,
    size              INTEGER        NOT NULL,
    sha256            TEXT           NOT NULL,
    note              TEXT           NULL,
    CONSTRAINT fk_attachments_case FOREIGN KEY (case_id) REFERENCES cases (id)
);

CREATE TABLE duty_windows (
    id                INTEGER NOT NULL CONSTRAINT pk_duty_windows PRIMARY KEY AUTOINCREMENT,
    from_at           TEXT           NOT NULL,
    to_at             TEXT           NOT NULL,
    reason            TEXT           NOT NULL,
    created_by        TEXT           NOT NULL,
    created_at        TEXT           NOT NULL,
    removed_at        TEXT           NULL,
    removed_by        TEXT           NULL
);

CREATE TABLE saved_filters (
    id                INTEGER NOT NULL CONSTRAINT pk_saved_filters PRIMARY KEY AUTOINCREMENT,
    actor_id          TEXT           NOT NULL,
    name              TEXT           NOT NULL,
    query             TEXT           NOT NULL,
    created_at        TEXT           NOT NULL,
    CONSTRAINT uq_saved_filters_name UNIQUE (actor_id, name)
);

ALTER TABLE users ADD COLUMN disabled_at TEXT NULL;
ALTER TABLE users ADD COLUMN last_sign_in_at TEXT NULL;
