"""Report to Reading: sentences, mentions, coreference, speech, events."""
