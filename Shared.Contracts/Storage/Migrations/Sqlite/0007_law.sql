ALTER TABLE cases ADD COLUMN law TEXT NULL;
ALTER TABLE cases ADD COLUMN next_provisional INTEGER NOT NULL DEFAULT 0;
ALTER TABLE deadlines ADD COLUMN basis TEXT NULL;

-- Working calendar and limits of the law, whole in each version; applied once every open limit was counted anew.
CREATE TABLE law_versions (
    subject           TEXT NOT NULL,
    version           INTEGER NOT NULL,
    body              TEXT NOT NULL,
    note              TEXT NULL,
    signed_by         TEXT NULL,
    signed_at         TEXT NOT NULL,
    applied_at        TEXT NULL,
    CONSTRAINT pk_law_versions PRIMARY KEY (subject, version)
);

CREATE INDEX ix_deadlines_open_law ON deadlines (case_id)
    WHERE last_day IS NOT NULL AND met_at IS NULL AND cancelled_at IS NULL AND missed_at IS NULL;
