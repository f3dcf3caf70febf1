"""Where things stand in the pictures; templates draw them, so that all text is escaped there."""
