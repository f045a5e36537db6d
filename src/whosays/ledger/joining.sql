-- Version 3: what the joining of incidents remembers, so that a report that is added is compared with its likely fellows only.
-- All of it is derived, and made anew whenever it is missing. Numbers are hashes of ids, names and sentences (64 bits).
CREATE TABLE IF NOT EXISTS joining_reports (report INTEGER PRIMARY KEY, report_id TEXT NOT NULL, day INTEGER, turns BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS joining_marks (mark INTEGER NOT NULL, report INTEGER NOT NULL, PRIMARY KEY (mark, report)) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS joining_marks_by_report ON joining_marks (report);
CREATE TABLE IF NOT EXISTS joining_standings (
  block INTEGER NOT NULL, along INTEGER NOT NULL, claim INTEGER NOT NULL, flags INTEGER NOT NULL, report INTEGER NOT NULL,
  PRIMARY KEY (block, along, claim)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS joining_standings_by_report ON joining_standings (report);
CREATE TABLE IF NOT EXISTS joining_claims (
  claim INTEGER PRIMARY KEY, claim_id TEXT NOT NULL, report INTEGER NOT NULL, component INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS joining_claims_by_component ON joining_claims (component);
CREATE INDEX IF NOT EXISTS joining_claims_by_report ON joining_claims (report);

-- Redacted words may not be guessed from their hashes: what was remembered goes, and is made again from what is left.
CREATE TRIGGER IF NOT EXISTS joining_forgets AFTER UPDATE OF redacted ON reports WHEN NEW.redacted = 1 BEGIN
  DELETE FROM joining_reports;
  DELETE FROM joining_marks;
  DELETE FROM joining_standings;
  DELETE FROM joining_claims;
  DELETE FROM meta WHERE name = 'joining';
END;
