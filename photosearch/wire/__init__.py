"""What window and engine say to each other."""
