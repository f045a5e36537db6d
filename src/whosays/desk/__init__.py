"""The desk: a door over the library for the browser."""
