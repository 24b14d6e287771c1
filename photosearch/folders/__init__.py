"""Folders: what is on disk, and what changes there."""
