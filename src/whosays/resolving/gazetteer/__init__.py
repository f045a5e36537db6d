"""The gazetteer: every place name whosays knows, compiled once into the user's cache."""
