-- The respondent's name is searched with the text, and the text lies in an index in the lists' order: words that are rare are
-- looked for there alone, without reading the cases.
UPDATE cases SET search_text = search_text || char(10) || respondent_name WHERE respondent_name IS NOT NULL;
DROP INDEX ix_cases_arrived;
CREATE INDEX ix_cases_text ON cases (arrived_at, id, search_text);
CREATE INDEX ix_cases_number ON cases (number, id);
