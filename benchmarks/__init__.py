"""Measures the program: figures and ratios, side by side in the same run."""
