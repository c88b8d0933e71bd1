-- What was sent under a file's key, and since when it runs without a pause. Cells of rows from before lie there in clear: they
-- go, and their rows keep the reason.
ALTER TABLE imports ADD COLUMN sent TEXT NULL;
ALTER TABLE imports ADD COLUMN taken_up_at TEXT NULL;
ALTER TABLE imports ADD COLUMN taken_up_from INTEGER NOT NULL CONSTRAINT df_imports_taken_up_from DEFAULT 0;

UPDATE import_rows SET cells = NULL;
