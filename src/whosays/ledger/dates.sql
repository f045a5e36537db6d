-- Version 5: reports in the order of their dates of publication (undated last), as the list of reports shows them.
CREATE INDEX IF NOT EXISTS reports_by_date ON reports (coalesce(json_extract(CAST(payload AS TEXT), '$.published.value'), '~'), doc_id, report_id);
