"""`photosearch adapt`: a finished model made to fit one's own photos and captions."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from photosearch.arrays import UInt8Array
from photosearch.encoders import open_image_encoder, open_text_encoder
from photosearch.encoders.packs import PACK_FILE
from photosearch.encoders.registry import Registry
from photosearch.errors import ModelError, TrainingError
from photosearch.models.adapted import mapped, write_adapted_pack
from photosearch.models.onnx_graphs import least_cosine
from photosearch.settings import BUILTIN_MODEL
from photosearch.spaces.space import EmbeddingSpace, open_space
from photosearch.training.adapters import Adapter, Learned, Pairs, check_enough, learn
from photosearch.training.evaluate import Embedded, embed, read_pixels
from photosearch.training.table import Row
from photosearch.types import Progress

# The photos and captions by which the new graphs are checked, and what they must reach at worst.
CHECKED = 16
EXACT = 0.999
_PLAIN_ID = re.compile(r"\w[\w.-]*")


@dataclass(frozen=True, slots=True)
class Adapted:
    """A new model, and what was learned for it."""

    model: str
    learned: Learned


def adapt(
    models: Path, model_id: str, new_id: str, photos: Path, rows: Sequence[Row]
) -> Iterator[Progress | Adapted]:
    """Yield progress, and at last the new model, which is then installed; close it to stop.

    Args:
        models: the folder of the user's packs.
        model_id: the model to start from.
        new_id: the new model's id.
        photos: a folder or a tar file that holds the captions' photos.
        rows: the captions.

    Raises:
        ModelError: there is no such model, or one has the new id already.
        TrainingError: photos or captions can't be used, are too few, or teach nothing.
    """
    space = open_space(Registry(models), model_id)
    _check(space, models, new_id)
    rows = [row for row in rows if row.caption]
    check_enough(len({row.image for row in rows}))
    for step in embed(space, photos, rows):
        if isinstance(step, Embedded):
            embedded = step
        else:
            yield step
    for learning in learn(Pairs(embedded.images, embedded.texts, embedded.owner)):
        if isinstance(learning, Learned):
            learned = learning
        else:
            yield learning
    models.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=models, prefix=".adapting-") as place:
        draft = Path(place) / "pack"
        yield Progress("writing", 0, 2)
        adapter = learned.adapter
        write_adapted_pack(space.pack_folder, draft, new_id, adapter.image, adapter.text)
        yield Progress("writing", 1, 2)
        some = read_pixels(photos, set(embedded.names[:CHECKED]), space.pack.image)
        pixels = np.stack([one for _, one in some])
        _check_graphs(space, draft, pixels, [row.caption for row in rows[:CHECKED]], adapter)
        draft.rename(models / new_id)
    yield Progress("writing", 2, 2)
    yield Adapted(new_id, learned)


def _check(space: EmbeddingSpace, models: Path, new_id: str) -> None:
    if space.pack.runtime != "onnx":
        raise TrainingError("no_graphs", model=space.pack.id)
    if not _PLAIN_ID.fullmatch(new_id):
        raise ModelError("bad_id", new_id=repr(new_id))
    if new_id == BUILTIN_MODEL or (models / new_id / PACK_FILE).exists():
        raise ModelError("id_taken", new_id=new_id)


def _check_graphs(
    space: EmbeddingSpace,
    draft: Path,
    pixels: UInt8Array,
    captions: Sequence[str],
    adapter: Adapter,
) -> None:
    """Compare the new graphs' embeddings with the old ones times the matrices.

    Both are of the same batches: graphs in 8 bits round by what is in a batch.

    Raises:
        TrainingError: they differ.
    """
    images = open_image_encoder(draft).encode_images(pixels)
    texts = open_text_encoder(draft).encode_texts(captions)
    reached = min(
        least_cosine(images, mapped(space.encode_images(pixels), adapter.image)),
        least_cosine(texts, mapped(space.encode_texts(captions), adapter.text)),
    )
    if reached < EXACT:
        raise TrainingError("graphs_differ", reached=f"{reached:.3f}")
