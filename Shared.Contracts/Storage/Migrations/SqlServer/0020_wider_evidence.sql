-- Each version of calendar and law is tied to the one before (LawSeal); an anchor holds the newest of each, and the entries of
-- the province's feed since the anchor before.
ALTER TABLE law_versions ADD
    chain             char(64)       NULL;
ALTER TABLE anchors ADD
    law               varchar(400)   NULL,
    feed_through      bigint         NULL,
    feed              char(64)       NULL;

-- A state covers more than before.
ALTER TABLE events ALTER COLUMN
    state             varchar(400)   NULL;

-- Refused complaints wait to be told too.
DROP INDEX ix_cases_to_tell ON cases;
CREATE INDEX ix_cases_to_tell ON cases (unit, next_due_at, id)
    WHERE status IN ('withdrawn', 'refused') AND next_due_at IS NOT NULL;
