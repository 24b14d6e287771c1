"""From what was typed to ranked photos."""
