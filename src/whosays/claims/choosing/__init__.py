"""Choices among what the text names, by signs and fitted weights: which place is the act's, who took part."""
