"""A file per page of the desk."""
