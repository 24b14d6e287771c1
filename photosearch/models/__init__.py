"""Model packs: the built-in one, and those the user adds."""
