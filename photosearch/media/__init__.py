"""Photos: bytes to pixels and facts."""
