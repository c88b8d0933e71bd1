-- A batch of its own: SQL Server compiles a batch whole, and these columns are new.
UPDATE cases
SET
    next_due_at = (
        SELECT MIN(d.due_at)
        FROM deadlines d
        WHERE d.case_id = cases.id AND d.met_at IS NULL AND d.cancelled_at IS NULL
    );

UPDATE cases
SET
    next_stage = (
        SELECT MIN(d.stage)
        FROM deadlines d
        WHERE d.case_id = cases.id AND d.due_at = cases.next_due_at AND d.met_at IS NULL AND d.cancelled_at IS NULL
    ),
    next_regime = (
        SELECT MIN(d.regime)
        FROM deadlines d
        WHERE d.case_id = cases.id AND d.due_at = cases.next_due_at AND d.met_at IS NULL AND d.cancelled_at IS NULL
    ),
    next_started_at = (
        SELECT MIN(d.started_at)
        FROM deadlines d
        WHERE d.case_id = cases.id AND d.due_at = cases.next_due_at AND d.met_at IS NULL AND d.cancelled_at IS NULL
    )
WHERE next_due_at IS NOT NULL;

-- One bit for each stage of the way: receive 1, route 2, acknowledge 4, handle 8, reply 16.
UPDATE cases
SET
    stages_met = COALESCE((
        SELECT
            SUM(DISTINCT
                CASE d.stage
                    WHEN 'receive' THEN 1
                    WHEN 'route' THEN 2
                    WHEN 'acknowledge' THEN 4
                    WHEN 'handle' THEN 8
                    ELSE 16
                END)
        FROM deadlines d
        WHERE d.case_id = cases.id
            AND d.regime = 'duty'
            AND d.stage IN ('receive', 'route', 'acknowledge', 'handle', 'reply')
            AND d.met_at IS NOT NULL
    ), 0),
    stages_missed = COALESCE((
        SELECT
            SUM(DISTINCT
                CASE d.stage
                    WHEN 'receive' THEN 1
                    WHEN 'route' THEN 2
                    WHEN 'acknowledge' THEN 4
                    WHEN 'handle' THEN 8
                    ELSE 16
                END)
        FROM deadlines d
        WHERE d.case_id = cases.id
            AND d.regime = 'duty'
            AND d.stage IN ('receive', 'route', 'acknowledge', 'handle', 'reply')
            AND d.missed_at IS NOT NULL
    ), 0);

CREATE INDEX ix_cases_wall ON cases (
    arrived_at, kind, unit, status, stages_met, stages_missed, received_at, routed_by, handled_at, next_due_at, district,
    category
);
CREATE INDEX ix_cases_board ON cases (unit, status, next_due_at, id)
    WHERE status IN ('routed', 'acknowledged', 'handled', 'replied');
CREATE INDEX ix_cases_centre ON cases (status, next_due_at, id) WHERE status IN ('arrived', 'received', 'returned');
CREATE INDEX ix_cases_open_to ON cases (open_to, next_due_at) WHERE open_to IS NOT NULL;
CREATE INDEX ix_cases_important ON cases (important, arrived_at) WHERE important IS NOT NULL;
CREATE INDEX ix_contacts_case ON contacts (case_id);
CREATE INDEX ix_contacts_phone ON contacts (phone_hash);
CREATE INDEX ix_reveals_case ON reveals (case_id, actor_id);
CREATE INDEX ix_attachments_case ON attachments (case_id);
CREATE INDEX ix_events_at ON events (at);
CREATE INDEX ix_audit_actor ON audit (actor_name, id);
CREATE INDEX ix_audit_action ON audit (action, id);
CREATE INDEX ix_audit_at ON audit (at);

-- The row whose lock lets changes that must not happen side by side, such as disabling administrators, take turns.
INSERT INTO locks (name, at) VALUES ('administration', '2026-01-01T00:00:00');
