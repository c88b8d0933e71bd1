-- Files of assignments from above, and how far each has been taken in.
CREATE TABLE imports (
    id                TEXT NOT NULL CONSTRAINT pk_imports PRIMARY KEY,
    file_name         TEXT NOT NULL,
    source            TEXT NOT NULL,
    actor_id          TEXT NOT NULL,
    actor_name        TEXT NOT NULL,
    columns           TEXT NOT NULL,
    dry_run           INTEGER NOT NULL,
    state             TEXT NOT NULL,
    total             INTEGER NOT NULL,
    done              INTEGER NOT NULL,
    failed            INTEGER NOT NULL,
    next_row          INTEGER NOT NULL,
    started_at        TEXT NOT NULL,
    moved_at          TEXT NOT NULL,
    ended_at          TEXT NULL,
    error             TEXT NULL,
    lease_owner       TEXT NULL,
    lease_until       TEXT NULL
);

-- What became of each row: a case, or why not, with the row to correct.
CREATE TABLE import_rows (
    import_id         TEXT NOT NULL,
    row_number        INTEGER NOT NULL,
    case_id           TEXT NULL,
    reason            TEXT NULL,
    cells             TEXT NULL,
    CONSTRAINT pk_import_rows PRIMARY KEY (import_id, row_number),
    CONSTRAINT fk_import_rows_import FOREIGN KEY (import_id) REFERENCES imports (id)
);

-- What people said a column of a file means, for the next file that has it.
CREATE TABLE import_columns (
    header            TEXT NOT NULL CONSTRAINT pk_import_columns PRIMARY KEY,
    field             TEXT NOT NULL
);

CREATE INDEX ix_imports_started ON imports (started_at);
CREATE INDEX ix_import_rows_failed ON import_rows (import_id, row_number) WHERE reason IS NOT NULL;
