-- What was sent under a file's key, and since when it runs without a pause. Cells of rows from before lie there in clear: they
-- go, and their rows keep the reason.
ALTER TABLE imports ADD
    sent              char(64)       NULL,
    taken_up_at       datetime2(7)   NULL,
    taken_up_from     int            NOT NULL CONSTRAINT df_imports_taken_up_from DEFAULT 0;

UPDATE import_rows SET cells = NULL;
