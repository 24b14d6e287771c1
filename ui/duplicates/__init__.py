"""The review of duplicates, and the trash."""
