"""Encoders: text and pixels to vectors."""
