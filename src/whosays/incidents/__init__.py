"""Claims to incidents."""
