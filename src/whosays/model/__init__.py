"""The nouns: frozen records that every floor speaks in (see records in docs/reference)."""
