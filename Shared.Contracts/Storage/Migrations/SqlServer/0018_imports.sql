-- Files of assignments from above, and how far each has been taken in.
CREATE TABLE imports (
    id                char(36) NOT NULL CONSTRAINT pk_imports PRIMARY KEY,
    file_name         nvarchar(200) NOT NULL,
    source            nvarchar(200) NOT NULL,
    actor_id          nvarchar(200) NOT NULL,
    actor_name        nvarchar(200) NOT NULL,
    columns           nvarchar(max) NOT NULL,
    dry_run           int NOT NULL,
    state             nvarchar(200) NOT NULL,
    total             int NOT NULL,
    done              int NOT NULL,
    failed            int NOT NULL,
    next_row          int NOT NULL,
    started_at        datetime2(7) NOT NULL,
    moved_at          datetime2(7) NOT NULL,
    ended_at          datetime2(7) NULL,
    error             nvarchar(max) NULL,
    lease_owner       nvarchar(200) NULL,
    lease_until       datetime2(7) NULL
);

-- What became of each row: a case, or why not, with the row to correct.
CREATE TABLE import_rows (
    import_id         char(36) NOT NULL,
    row_number        int NOT NULL,
    case_id           char(36) NULL,
    reason            nvarchar(max) NULL,
    cells             nvarchar(max) NULL,
    CONSTRAINT pk_import_rows PRIMARY KEY (import_id, row_number),
    CONSTRAINT fk_import_rows_import FOREIGN KEY (import_id) REFERENCES imports (id)
);

-- What people said a column of a file means, for the next file that has it.
CREATE TABLE import_columns (
    header            nvarchar(200) NOT NULL CONSTRAINT pk_import_columns PRIMARY KEY,
    field             nvarchar(200) NOT NULL
);

CREATE INDEX ix_imports_started ON imports (started_at);
CREATE INDEX ix_import_rows_failed ON import_rows (import_id, row_number) WHERE reason IS NOT NULL;
