"""What can be chosen: language, appearance, how folders are looked at, and the model that sees."""
