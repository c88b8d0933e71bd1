CREATE TABLE documents (
    id                TEXT           NOT NULL CONSTRAINT pk_documents PRIMARY KEY,
    case_id           TEXT           NOT NULL,
    kind              TEXT           NOT NULL,
    number            TEXT           NOT NULL CONSTRAINT uq_documents_number UNIQUE,
    event_seq         INTEGER        NOT NULL,
    issued_at         TEXT           NOT NULL,
    issuer_id         TEXT           NOT NULL,
    issuer_name       TEXT           NOT NULL,
    sealed            TEXT           NOT NULL,
    CONSTRAINT fk_documents_case FOREIGN KEY (case_id) REFERENCES cases (id)
);

-- The last number of each bureau, kind and year.
CREATE TABLE document_serials (
    bureau            TEXT           NOT NULL,
    kind              TEXT           NOT NULL,
    of_year           INTEGER        NOT NULL,
    last              INTEGER        NOT NULL,
    CONSTRAINT pk_document_serials PRIMARY KEY (bureau, kind, of_year)
);

CREATE INDEX ix_documents_case ON documents (case_id, event_seq);
