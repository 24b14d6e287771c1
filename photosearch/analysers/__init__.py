"""What can be found in a picture's pixels beside its embedding."""
