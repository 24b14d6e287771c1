"""Folders, their state and what could not be read."""
