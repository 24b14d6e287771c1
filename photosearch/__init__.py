"""photosearch: find your photos by what you remember, offline, in English and Chinese."""

__version__ = "0.1.0"
