-- Version 6: with every claim, what of it is seen at a glance, so that most pairs are passed over without reading their reports again.
-- What was remembered is made anew.
DROP TABLE IF EXISTS joining_claims;
CREATE TABLE joining_claims (
  claim INTEGER PRIMARY KEY, claim_id TEXT NOT NULL, report INTEGER NOT NULL, component INTEGER NOT NULL,
  glance BLOB NOT NULL
) STRICT;
CREATE INDEX joining_claims_by_component ON joining_claims (component);
CREATE INDEX joining_claims_by_report ON joining_claims (report);
DELETE FROM meta WHERE name = 'joining';
