CREATE INDEX ix_cases_to_tell ON cases (unit, next_due_at, id) WHERE status = 'withdrawn' AND next_stage = 'notify';
