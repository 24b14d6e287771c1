"""Ids and scores: the index of vectors, their coordinates and rows."""
