"""Cases and gates that measure quality and speed; imports whosays, never imported by it."""
