"""People: who is on photos, their names, and what is asked of them."""
