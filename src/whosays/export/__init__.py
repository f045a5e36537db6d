"""Records to bytes: one file per format."""
