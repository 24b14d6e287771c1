"""Alembic's steps from one schema to the next; they run inside the program, after a backup."""
