"""Reading to Resolution: every time, place and actor mention resolved, with its reason."""
