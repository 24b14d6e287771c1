"""What one would write first: decode in full, encode one photo eagerly, commit, next."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torchvision.models import mobilenet_v2


def plain_indexer(database: Path) -> Callable[[Sequence[Path]], None]:
    """Return a function that indexes photos with a tower of the built-in model's size."""
    features = mobilenet_v2(weights=None).features.eval()
    projection = torch.nn.Linear(1280, 256).eval()
    connection = sqlite3.connect(database)
    connection.execute("CREATE TABLE vectors (path TEXT PRIMARY KEY, vector BLOB)")

    @torch.inference_mode()
    def index(paths: Sequence[Path]) -> None:
        for path in paths:
            image = Image.open(path).convert("RGB").resize((224, 224), Image.Resampling.BICUBIC)
            pixels = torch.from_numpy(np.array(image)).permute(2, 0, 1)[None].float() / 255
            pooled = features((pixels - 0.45) / 0.225).mean((2, 3))
            vector = torch.nn.functional.normalize(projection(pooled), dim=1)[0]
            row = (str(path), vector.numpy().tobytes())
            connection.execute("INSERT OR REPLACE INTO vectors VALUES (?, ?)", row)
            connection.commit()

    return index
