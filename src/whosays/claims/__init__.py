"""Reading and Resolution to claims."""
