"""Small pieces that the rooms of the window share."""
