"""A trained captioner to the graphs that daily work runs, and the check that they say the same."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from photosearch.answering.captioner_pack import (
    FOLDER,
    CaptionerPack,
    Sureness,
    write_captioner,
)
from photosearch.arrays import Float32Array
from photosearch.encoders.graph import Graph
from photosearch.models.onnx_export import export_graph, store_small
from photosearch.training.cache import PlaceBasis
from photosearch.training.caption_decoder import LONGEST, SEEN_PLACES, CaptionDecoder

# Word pieces that the check writes.
_CHECKED: Final = 8


class _Memory(nn.Module):
    """From a photo's cells as the backbone sees them: the basis joins the first linear map."""

    def __init__(self, decoder: CaptionDecoder, basis: PlaceBasis) -> None:
        super().__init__()
        self.decoder = decoder
        weight = decoder.places.weight.detach() @ basis.directions.T
        self.places = nn.Linear(weight.shape[1], weight.shape[0])
        with torch.no_grad():
            self.places.weight.copy_(weight)
            self.places.bias.copy_(decoder.places.bias - weight @ basis.mean)

    def forward(self, cells: Tensor) -> Tensor:
        """Return the memory of Float[n, GRID², seen]."""
        return self.decoder.remember(self.places(cells))


class _Step(nn.Module):
    """One step of the decoder."""

    def __init__(self, decoder: CaptionDecoder) -> None:
        super().__init__()
        self.decoder = decoder

    def forward(self, ids: Tensor, past: Tensor, memory: Tensor) -> tuple[Tensor, Tensor]:
        """Return scores and the present."""
        return self.decoder.step(ids, past, memory)


def export_captioner(
    pack: Path,
    decoder: CaptionDecoder,
    basis: PlaceBasis,
    words: Tokenizer,
    name: str,
    version: str,
    answers: Mapping[str, Sureness] = MappingProxyType({}),
) -> float:
    """Write a captioner into a pack's folder; ``answers`` tell how sure it may be of what.

    Returns:
        The largest difference of log-probabilities between the graphs and torch, over the likeliest
        pieces of a few random photos.
    """
    folder = pack / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    decoder = copy.deepcopy(decoder).cpu().float().eval()
    seen = basis.directions.shape[0]
    cells = torch.randn((2, SEEN_PLACES - 1, seen))
    remembering = _Memory(decoder, basis)
    export_graph(
        remembering, {"cells": cells}, ("memory",), {"cells": {0: "n"}}, folder / "memory.onnx"
    )
    with torch.inference_mode():
        memory = remembering.eval()(cells[:1])
    past = decoder.nothing(3, memory.device)
    past = torch.cat([past, torch.randn_like(past)], 4)
    ids = torch.arange(3)
    export_graph(
        _Step(decoder),
        {"ids": ids, "past": past, "memory": memory},
        ("scores", "present"),
        {"ids": {0: "b"}, "past": {2: "b", 4: "t"}},
        folder / "step.onnx",
    )
    for graph in ("memory.onnx", "step.onnx"):
        store_small(folder / graph)
    words.save(str(folder / "words.json"), pretty=False)
    before = tuple(decoder.nothing(1, memory.device).shape)
    description = CaptionerPack(
        name=name,
        version=version,
        past=before,
        longest=LONGEST,
        places=SEEN_PLACES - 1,
        seen=seen,
        answers=dict(answers),
    )
    write_captioner(folder, description)
    return parity(folder, decoder, basis)


def parity(folder: Path, decoder: CaptionDecoder, basis: PlaceBasis) -> float:
    """Return how far the graphs' log-probabilities are from torch's, at most.

    Over the ten likeliest pieces after each that torch would write of a random photo.
    """
    rng = np.random.default_rng(0)
    directions = basis.directions.numpy()
    coordinates = rng.standard_normal((1, SEEN_PLACES - 1, directions.shape[1])).astype(np.float32)
    cells = coordinates @ np.linalg.pinv(directions) + basis.mean.numpy()
    feeds = {"cells": cells.astype(np.float32)}
    made: Float32Array = Graph(folder / "memory.onnx", 1).run(["memory"], feeds)[0]
    step = Graph(folder / "step.onnx", 1)
    worst = 0.0
    with torch.inference_mode():
        basis_kept = torch.from_numpy(cells.astype(np.float32)) - basis.mean
        memory = decoder.look(basis_kept @ basis.directions)
        past = decoder.nothing(1, memory.device)
        other, last = past.numpy(), torch.tensor([0])
        for _ in range(_CHECKED):
            scores, past = decoder.step(last, past, memory)
            given = {"ids": last.numpy(), "past": other, "memory": made}
            found, other = step.run(["scores", "present"], given)
            best = scores[0].topk(min(10, scores.shape[1])).indices
            worst = max(worst, float((scores[0] - torch.from_numpy(found[0]))[best].abs().max()))
            last = best[:1]
    return worst
