"""Measures the program: figures and ratios, side by side in the same run."""

import photosearch as photosearch  # its environment first: see photosearch.environment
