"""What can be chosen: language, appearance, and the model that sees the photos."""
