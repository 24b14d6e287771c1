"""The analysers that there are, in the order of their passes: cheap ones first."""

from __future__ import annotations

from typing import Any, Final

from photosearch.analysers.analyser import Analyser
from photosearch.analysers.faces import FACES
from photosearch.analysers.text import TEXT

ANALYSERS: Final[tuple[Analyser[Any], ...]] = (FACES, TEXT)
