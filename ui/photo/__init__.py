"""One photo, large, and why it is there."""
