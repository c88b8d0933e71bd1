-- How the case stood after the last event of a change: see CaseState. Part of that event's chain value.
ALTER TABLE events ADD
    state             varchar(200)   NULL;
