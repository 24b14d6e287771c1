"""Faces → people: who is the same, names, and what to ask the user."""
