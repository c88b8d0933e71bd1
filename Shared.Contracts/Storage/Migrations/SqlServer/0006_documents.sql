CREATE TABLE documents (
    id                char(36)       NOT NULL CONSTRAINT pk_documents PRIMARY KEY,
    case_id           char(36)       NOT NULL,
    kind              nvarchar(40)   NOT NULL,
    number            nvarchar(100)  NOT NULL CONSTRAINT uq_documents_number UNIQUE,
    event_seq         int            NOT NULL,
    issued_at         datetime2(7)   NOT NULL,
    issuer_id         nvarchar(100)  NOT NULL,
    issuer_name       nvarchar(100)  NOT NULL,
    sealed            nvarchar(max)  NOT NULL,
    CONSTRAINT fk_documents_case FOREIGN KEY (case_id) REFERENCES cases (id)
);

-- The last number of each bureau, kind and year.
CREATE TABLE document_serials (
    bureau            nvarchar(40)   NOT NULL,
    kind              nvarchar(40)   NOT NULL,
    of_year           int            NOT NULL,
    last              int            NOT NULL,
    CONSTRAINT pk_document_serials PRIMARY KEY (bureau, kind, of_year)
);

CREATE INDEX ix_documents_case ON documents (case_id, event_seq);
