"""The commands of the program, and how they look in a terminal."""
