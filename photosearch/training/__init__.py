"""Training and evaluation of dual encoders."""
