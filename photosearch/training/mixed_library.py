"""Photos of all kinds with known answers: the held-out parts of a recipe's collections.

An answer may be right, wrong, or not known: a photo that people described in five sentences shows
what these name and nothing else that matters; one that bears a label alone may show much more.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from photosearch.arrays import Float32Array, Int8Array, UInt8Array
from photosearch.encoders.packs import read_pack
from photosearch.encoders.protocol import ImageEncoder, TextEncoder
from photosearch.training.captions import Collection, Said, gather, is_held_out
from photosearch.training.concepts import read_absent, read_concepts
from photosearch.training.data import read_photos, read_rows, read_split
from photosearch.training.recipe import Recipe

Part = Literal["fit", "measure"]
# Fewer captions leave too much unsaid.
TELLING_CAPTIONS: Final = 3
# Cosines of sentences: labels that mean the same, those that may hold of the same photo, and
# captions that may mean a label.
SAME: Final = 0.85
PERHAPS: Final = 0.55
PERHAPS_SAID: Final = 0.35
# Something is asked for if so many photos show it.
LEAST_PHOTOS: Final = 3
# Collections whose photos show one thing each, by their folder, and the kinds of their labels.
KINDS: Final[Mapping[str, str]] = {
    "scenes": "place",
    "landscapes-rooms": "place",
    "sports": "sport",
    "food-shopping": "food and clothes",
    "objects-drawings": "thing or drawing",
    "documents": "document",
}
_ONE_THING: Final = frozenset(("food-shopping", "objects-drawings", "documents"))
_BATCH: Final = 16
_HERE: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Wish:
    """Something to be found: its kind, how it is said, and the forms of it in a caption.

    ``forms`` are regular expressions that must all be found; without any it is a label's name.
    """

    kind: str
    english: str
    chinese: str
    forms: tuple[re.Pattern[str], ...] = ()

    def is_named(self, text: str) -> bool:
        """Say whether one English sentence names it."""
        return all(form.search(text) for form in self.forms)


@dataclass(frozen=True, slots=True, eq=False)
class MixedLibrary:
    """Photos in order of ``names``: embeddings Float32[n, d], places Int8[n, k, p], what is said.

    ``collection`` is the folder of each photo's collection.
    """

    names: Sequence[str]
    collection: Sequence[str]
    said: Sequence[Said]
    images: Float32Array
    places: Int8Array | None

    def part(self, rows: Sequence[int]) -> MixedLibrary:
        """Return some of the photos as a library of their own."""
        return MixedLibrary(
            [self.names[row] for row in rows],
            [self.collection[row] for row in rows],
            [self.said[row] for row in rows],
            self.images[list(rows)],
            None if self.places is None else self.places[list(rows)],
        )


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """What is known of each photo, Bool[n] each; of those in neither nothing is."""

    right: NDArray[np.bool_]
    wrong: NDArray[np.bool_]


def read_library(
    recipe: Recipe,
    data: Path,
    pack: Path,
    encoder: ImageEncoder,
    tuning: Sequence[str],
    part: Part | None,
) -> MixedLibrary:
    """Read and embed the held-out photos of a recipe, or all others if ``part`` is None.

    Of the labelled collections every second held-out photo is there to fit to; of the first one the
    ``tuning`` photos are, and those named in ``without`` to measure by.

    Raises:
        TrainingError: the data can't be read.
    """
    names: list[str] = []
    folders: list[str] = []
    said: list[Said] = []
    images: list[Float32Array] = []
    places: list[Int8Array | None] = []
    edge = read_pack(pack).image.size[0]
    for collection in recipe.collections:
        chosen = said_of_part(collection, data, tuning, part)
        for batch in _batches(data / collection.photos, edge, chosen):
            made = encoder.encode_pictures(np.stack([pixels for _, pixels in batch]))
            images.append(made.embeddings)
            places.append(made.places)
            names.extend(name for name, _ in batch)
            said.extend(chosen[name] for name, _ in batch)
            folders.extend(collection.photos.split("/")[0] for _ in batch)
    there = [some for some in places if some is not None]
    return MixedLibrary(
        names, folders, said, np.concatenate(images), np.concatenate(there) if there else None
    )


def said_of_part(
    collection: Collection, data: Path, tuning: Sequence[str], part: Part | None
) -> dict[str, Said]:
    """Return what is said of a collection's photos of one part, see :func:`read_library`.

    Raises:
        TrainingError: the data can't be read.
    """
    everything = gather([collection], data, frozenset())
    others = {name for file in collection.without for name in read_split(data / file)}
    known = frozenset(tuning)
    return {
        name: one
        for name, one in everything.items()
        if part_of(name, others, known, collection.hold_out) == part
    }


def part_of(name: str, others: set[str], tuning: frozenset[str], hold_out: int) -> Part | None:
    """Return which part a photo belongs to, None for those that are learned from."""
    if name in others:
        return "measure"
    if name in tuning:
        return "fit"
    if not is_held_out(name, hold_out):
        return None
    return "measure" if zlib.crc32(name.encode()) // hold_out % 2 else "fit"


def read_wishes() -> list[Wish]:
    """Return everyday things, and people, actions and relations in several words."""
    rows = read_rows(_HERE / "wishes.tsv", columns=1)
    single = [("thing", *row) for row in _concepts()]
    several = [tuple(row[:4]) for row in rows if not row[0].startswith("#")]
    return [
        Wish(kind, english, chinese, tuple(_form(form) for form in forms.split(" & ")))
        for kind, english, chinese, forms in [*single, *several]
    ]


def absent_wishes(library: MixedLibrary) -> list[Wish]:
    """Return the things that nothing said of the photos names, in either language."""
    wishes = []
    for one in read_absent():
        wish = Wish("absent", one.english, one.chinese, (_form(one.forms),))
        texts = (text for some in library.said for text in _english(some))
        in_chinese = (text for some in library.said for text in some.chinese)
        if not any(map(wish.is_named, texts)) and not one.is_named_in_chinese(in_chinese):
            wishes.append(wish)
    return wishes


def label_wishes(library: MixedLibrary) -> list[Wish]:
    """Return the labels that enough photos bear, as things to be found."""
    times: dict[tuple[str, str, str], int] = {}
    for folder, said in zip(library.collection, library.said, strict=True):
        for pair in said.labels if folder in KINDS else ():
            key = (KINDS[folder], *pair)
            times[key] = times.get(key, 0) + 1
    return [Wish(*key) for key, count in sorted(times.items()) if count >= LEAST_PHOTOS]


class Judge:
    """Knows which photos of a library answer a wish; sentences are compared by an encoder."""

    def __init__(self, library: MixedLibrary, sentences: TextEncoder) -> None:
        self._library = library
        self._sentences = sentences
        labels = sorted({english for said in library.said for english, _ in said.labels})
        self._labels = {name: row for row, name in enumerate(labels)}
        self._label_vectors = sentences.encode_sentences(labels)
        captions = [text for said in library.said for text in said.english]
        self._captions = sentences.encode_sentences(captions) if captions else None

    def answers(self, wish: Wish) -> Answers:
        """Return which photos are right and which are wrong."""
        return self._by_forms(wish) if wish.forms else self._by_label(wish)

    def _by_forms(self, wish: Wish) -> Answers:
        library = self._library
        right = np.array([any(map(wish.is_named, _english(said))) for said in library.said])
        told = np.array(
            [
                len(said.english) >= TELLING_CAPTIONS or folder in _ONE_THING
                for folder, said in zip(library.collection, library.said, strict=True)
            ]
        )
        return Answers(right, told & ~right)

    def _by_label(self, wish: Wish) -> Answers:
        query = self._sentences.encode_sentences([wish.english])[0]
        to_labels = self._label_vectors @ query
        to_captions = iter(self._captions @ query if self._captions is not None else ())
        right, wrong = [], []
        for said in self._library.said:
            near = max((to_labels[self._labels[name]] for name, _ in said.labels), default=-1.0)
            meant = max((next(to_captions) for _ in said.english), default=-1.0)
            told = bool(said.labels) or len(said.english) >= TELLING_CAPTIONS
            right.append(near >= SAME)
            wrong.append(told and near < PERHAPS and meant < PERHAPS_SAID)
        return Answers(np.array(right), np.array(wrong))


def _concepts() -> list[tuple[str, str, str]]:
    return [(one.english, one.chinese, one.forms) for one in read_concepts()]


def _english(said: Said) -> Iterator[str]:
    yield from said.english
    yield from (name for name, _ in said.labels)


def _form(form: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{form})(?!\w)", re.IGNORECASE)


def _batches(
    archive: Path, edge: int, chosen: Mapping[str, Said]
) -> Iterator[list[tuple[str, UInt8Array]]]:
    batch = []
    for name, pixels in read_photos(archive, edge):
        if name in chosen:
            batch.append((name, pixels))
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
