ALTER TABLE cases ADD
    law               nvarchar(max)  NULL,
    next_provisional  bit            NOT NULL CONSTRAINT df_cases_next_provisional DEFAULT 0;
ALTER TABLE deadlines ADD
    basis             nvarchar(max)  NULL;

-- Working calendar and limits of the law, whole in each version; applied once every open limit was counted anew.
CREATE TABLE law_versions (
    subject           nvarchar(40) NOT NULL,
    version           int NOT NULL,
    body              nvarchar(max) NOT NULL,
    note              nvarchar(max) NULL,
    signed_by         nvarchar(100) NULL,
    signed_at         datetime2(7) NOT NULL,
    applied_at        datetime2(7) NULL,
    CONSTRAINT pk_law_versions PRIMARY KEY (subject, version)
);

CREATE INDEX ix_deadlines_open_law ON deadlines (case_id)
    WHERE last_day IS NOT NULL AND met_at IS NULL AND cancelled_at IS NULL AND missed_at IS NULL;
