"""A question about the library → an answer, with the photos that prove it."""
