CREATE INDEX ix_feed_at ON feed (at, sequence);
CREATE INDEX ix_feed_case ON feed (case_id, sequence);
CREATE INDEX ix_cases_assigned ON cases (arrived_at, id) WHERE assigned_by IS NOT NULL;

-- How far each reader of the feed has come: what it asks for next, it has all before.
CREATE TABLE feed_readers (
    reader            TEXT NOT NULL CONSTRAINT pk_feed_readers PRIMARY KEY,
    confirmed         INTEGER NOT NULL,
    at                TEXT NOT NULL
);
