-- Version 2: claims are also filed under their equipment and their places with coordinates ('spot'), for facets and maps.
-- The next writer to open the ledger files every claim anew (`Ledger.open`) and takes this mark away.
INSERT OR REPLACE INTO meta (name, value) VALUES ('refile', x'31');
CREATE INDEX IF NOT EXISTS reports_by_live ON reports (live);
