-- Version 1 of the ledger. Free text is BLOB (UTF-8 with lone surrogates let through), ids are TEXT, payloads are JSON in BLOB.
-- Integer keys are the file's own business: none ever leaves it.

CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB) STRICT, WITHOUT ROWID;

-- What was read: originals, reports and the machine's claims. Never edited, only replaced by a newer reading or redacted.
CREATE TABLE originals (
  sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL, codec TEXT NOT NULL, data BLOB, redacted INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE reports (
  key INTEGER PRIMARY KEY, report_id TEXT NOT NULL UNIQUE, doc_id BLOB NOT NULL, sha256 TEXT NOT NULL,
  live INTEGER NOT NULL, redacted INTEGER NOT NULL DEFAULT 0, reader TEXT NOT NULL, state BLOB NOT NULL, payload BLOB NOT NULL
) STRICT;
CREATE INDEX reports_by_doc ON reports (doc_id, report_id);
CREATE INDEX reports_by_sha ON reports (sha256);
CREATE TABLE texts (report INTEGER PRIMARY KEY REFERENCES reports (key), text BLOB NOT NULL) STRICT;
CREATE TABLE machine_claims (
  key INTEGER PRIMARY KEY, claim_id TEXT NOT NULL UNIQUE, report INTEGER NOT NULL REFERENCES reports (key),
  digest BLOB NOT NULL, payload BLOB NOT NULL
) STRICT;
CREATE INDEX machine_claims_by_report ON machine_claims (report, claim_id);
CREATE TABLE items (
  report INTEGER NOT NULL REFERENCES reports (key), item_id TEXT NOT NULL, payload BLOB NOT NULL, PRIMARY KEY (report, item_id)
) STRICT;
CREATE TABLE report_entities (
  report INTEGER NOT NULL REFERENCES reports (key), entity_id TEXT NOT NULL, payload BLOB NOT NULL, PRIMARY KEY (entity_id, report)
) STRICT;
CREATE INDEX report_entities_by_report ON report_entities (report);
CREATE TABLE entity_names (
  folded TEXT NOT NULL, entity_id TEXT NOT NULL, report INTEGER NOT NULL, PRIMARY KEY (folded, entity_id, report)
) STRICT, WITHOUT ROWID;
CREATE INDEX entity_names_by_report ON entity_names (report);
CREATE TABLE issues (
  key INTEGER PRIMARY KEY, report INTEGER REFERENCES reports (key), batch INTEGER NOT NULL, payload BLOB NOT NULL
) STRICT;
CREATE INDEX issues_by_report ON issues (report, batch);
CREATE INDEX issues_of_none ON issues (payload) WHERE report IS NULL;

-- What people decided, rows of their own; seq is the row of the history that recorded it.
CREATE TABLE judgements (
  seq INTEGER PRIMARY KEY, judgement_id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, on_id TEXT NOT NULL, report_id TEXT,
  anchor BLOB NOT NULL, payload BLOB NOT NULL
) STRICT;
CREATE INDEX judgements_by_report ON judgements (report_id);
CREATE INDEX judgements_by_kind ON judgements (kind, on_id);

-- Derived: the effective claims, for filters. payload is null where the machine's reading stands unchanged;
-- mark is a hash of all that the derived rows come from.
CREATE TABLE claims (
  key INTEGER PRIMARY KEY, claim_id TEXT NOT NULL UNIQUE, report INTEGER NOT NULL, doc_id BLOB NOT NULL, start INTEGER NOT NULL,
  type TEXT NOT NULL, factuality TEXT NOT NULL, modality TEXT NOT NULL, earliest TEXT, latest TEXT, confidence REAL NOT NULL,
  live INTEGER NOT NULL, judged TEXT NOT NULL, boxes INTEGER NOT NULL, mark BLOB NOT NULL, payload BLOB
) STRICT;
CREATE INDEX claims_in_order ON claims (live, doc_id, start, claim_id, judged, type, factuality, modality);
CREATE INDEX claims_by_type ON claims (type, live, doc_id, start, claim_id, judged);
CREATE INDEX claims_by_time ON claims (live, earliest, latest, judged, type);
CREATE INDEX claims_by_report ON claims (report, claim_id);
CREATE INDEX claims_by_judged ON claims (judged, live);
-- The dictionary of values and the rollup of live, unrejected claims under each (n).
CREATE TABLE terms (
  key INTEGER PRIMARY KEY, kind TEXT NOT NULL, value BLOB NOT NULL, folded TEXT NOT NULL, n INTEGER NOT NULL, UNIQUE (kind, value)
) STRICT;
CREATE TABLE claim_terms (
  term INTEGER NOT NULL, claim INTEGER NOT NULL, kind INTEGER NOT NULL, PRIMARY KEY (term, claim)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_terms_by_claim ON claim_terms (claim, kind, term);
CREATE VIRTUAL TABLE place_boxes USING rtree (id, south, north, west, east);
CREATE VIRTUAL TABLE report_words USING fts5 (words, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE report_grams USING fts5 (words, content='', contentless_delete=1, tokenize='trigram');
CREATE VIRTUAL TABLE claim_words USING fts5 (words, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE claim_grams USING fts5 (words, content='', contentless_delete=1, tokenize='trigram');

CREATE TABLE incidents (incident_id TEXT PRIMARY KEY, type TEXT NOT NULL, payload BLOB NOT NULL) STRICT;
CREATE TABLE incident_claims (
  claim_id TEXT NOT NULL, incident_id TEXT NOT NULL, PRIMARY KEY (claim_id, incident_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX incident_claims_by_incident ON incident_claims (incident_id, claim_id);
CREATE TABLE redirects (incident_id TEXT PRIMARY KEY, target TEXT) STRICT, WITHOUT ROWID;

-- The history: a hash chain over salted digests. A salt is destroyed when what it salted is redacted, and the chain still holds.
CREATE TABLE history (
  seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, at TEXT NOT NULL, by BLOB NOT NULL, note BLOB NOT NULL,
  root BLOB NOT NULL, prev BLOB NOT NULL, hash BLOB NOT NULL
) STRICT;
CREATE TABLE entries (
  seq INTEGER NOT NULL, n INTEGER NOT NULL, subject TEXT NOT NULL, digest BLOB NOT NULL, salt BLOB, destroyed_by INTEGER,
  PRIMARY KEY (seq, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX entries_by_subject ON entries (subject, seq);
CREATE INDEX entries_destroyed ON entries (destroyed_by) WHERE destroyed_by IS NOT NULL;
CREATE TABLE remarks (seq INTEGER PRIMARY KEY, payload BLOB NOT NULL) STRICT;
CREATE TABLE redacted (sha256 TEXT PRIMARY KEY, seq INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TRIGGER history_keeps BEFORE UPDATE ON history BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
CREATE TRIGGER history_stays BEFORE DELETE ON history BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
CREATE TRIGGER history_grows BEFORE INSERT ON history
  WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM history)
  BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
CREATE TRIGGER entries_stay BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
CREATE TRIGGER entries_keep BEFORE UPDATE ON entries
  WHEN NEW.seq IS NOT OLD.seq OR NEW.n IS NOT OLD.n OR NEW.subject IS NOT OLD.subject OR NEW.digest IS NOT OLD.digest
    OR NEW.salt IS NOT NULL OR NEW.destroyed_by IS NULL OR OLD.destroyed_by IS NOT NULL
  BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
