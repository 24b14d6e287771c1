"""Ids and scores: the index of vectors, its sketches and rows."""
