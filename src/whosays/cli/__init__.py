"""The command line: a file per verb over the api."""
