-- Version 4: the columns of the live claims and incidents as arrays, so that a desk need not gather a million rows when it starts.
-- All of it is derived, may be behind the ledger by some writes, and is made anew whenever it is missing.
CREATE TABLE IF NOT EXISTS kept_columns (name TEXT PRIMARY KEY, form TEXT NOT NULL, data BLOB NOT NULL) STRICT;

-- They hold names of people and places: where words are removed, all of them go.
CREATE TRIGGER IF NOT EXISTS columns_forget AFTER INSERT ON history WHEN NEW.kind = 'redaction' BEGIN
  DELETE FROM kept_columns;
END;
