"""Search: from what was typed to ranked hits."""
