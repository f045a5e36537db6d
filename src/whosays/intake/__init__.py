"""Bytes to reports: one file per format, one for cleaning, one for dates."""
