"""Where: every place name of a reading, told apart from governments and persons, located or openly not."""
