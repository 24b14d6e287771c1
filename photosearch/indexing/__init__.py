"""The one pipeline from files to the index, and the disk → the catalogue."""
