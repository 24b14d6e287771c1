"""What text is made of: bytes → text, and what texts are compared by."""
