"""Names of pictures that were pasted and had no file of their own."""

from __future__ import annotations

import re
from pathlib import Path

# So begin the names of pictures that had none.
PASTED = "pasted-"


def is_pasted(path: Path) -> bool:
    """Say whether a file is a picture that had no file of its own; its name says nothing."""
    return re.fullmatch(rf"{PASTED}[0-9a-f]{{16}}\.png", path.name) is not None
