"""The library: what command line, engine and other programs share; it only delegates."""

from photosearch.library.facade import Library
from photosearch.search.searcher import Answer
from photosearch.wire.values import DuplicateGroup, DuplicateKind, Hit, Month

__all__ = ["Answer", "DuplicateGroup", "DuplicateKind", "Hit", "Library", "Month"]
