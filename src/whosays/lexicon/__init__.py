"""Cached, typed loaders of lexicon data."""
