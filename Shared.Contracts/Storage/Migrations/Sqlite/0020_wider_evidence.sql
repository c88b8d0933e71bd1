-- Each version of calendar and law is tied to the one before (LawSeal); an anchor holds the newest of each, and the entries of
-- the province's feed since the anchor before.
ALTER TABLE law_versions ADD COLUMN chain TEXT NULL;
ALTER TABLE anchors ADD COLUMN law TEXT NULL;
ALTER TABLE anchors ADD COLUMN feed_through INTEGER NULL;
ALTER TABLE anchors ADD COLUMN feed TEXT NULL;

-- Refused complaints wait to be told too.
DROP INDEX ix_cases_to_tell;
CREATE INDEX ix_cases_to_tell ON cases (unit, next_due_at, id)
    WHERE status IN ('withdrawn', 'refused') AND next_due_at IS NOT NULL;
