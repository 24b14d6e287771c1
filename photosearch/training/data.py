"""The training data: photos in tar files, captions in tab-separated files, and their splits."""

from __future__ import annotations

import gzip
import io
import re
import tarfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from photosearch.arrays import UInt8Array
from photosearch.errors import TrainingError

# A gloss of CC-CEDICT longer than this is an explanation, not a translation.
LONGEST_GLOSS = 40
_CEDICT_LINE = re.compile(r"^(\S+) (\S+) \[[^\]]*\] /(.*)/\s*$")
_NOT_A_TRANSLATION = re.compile(
    r"variant of|surname |see |abbr\. |CL:|old name|\(|Kangxi|also written|also pr\.|,.*,"
    r"|\bsth\b|\bsb\b"
)


@dataclass(frozen=True, slots=True)
class Caption:
    """One sentence about one photo."""

    image: str
    text: str


def read_photos(archive: Path, edge: int) -> Iterator[tuple[str, UInt8Array]]:
    """Yield (file name, UInt8[edge, edge, 3]) for each photo of a tar file, squeezed whole.

    Raises:
        TrainingError: the archive can't be read.
    """
    for name, image in read_images(archive):
        if image.size != (edge, edge):
            image = image.resize((edge, edge), Image.Resampling.BICUBIC)
        yield name, np.asarray(image)


def read_images(archive: Path) -> Iterator[tuple[str, Image.Image]]:
    """Yield (file name, image) for each photo of a tar file.

    Raises:
        TrainingError: the archive can't be read.
    """
    try:
        with tarfile.open(archive) as tar:
            for member in tar:
                file = tar.extractfile(member) if member.isfile() else None
                if file is not None:
                    image = Image.open(io.BytesIO(file.read())).convert("RGB")
                    yield Path(member.name).name, image
    except (OSError, tarfile.TarError) as error:
        raise TrainingError("archive_not_read", archive=archive, error=error) from error


def read_captions(path: Path) -> list[Caption]:
    """Read `image ⇥ caption` lines.

    Raises:
        TrainingError: the file can't be read, or a line has no tab.
    """
    return [Caption(row[0], row[1].strip()) for row in read_rows(path, columns=2)]


def read_rows(path: Path, columns: int) -> list[list[str]]:
    """Read tab-separated lines of at least ``columns`` fields.

    Raises:
        TrainingError: the file can't be read, or a line is short.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise TrainingError("file_not_read", path=path, error=error) from error
    rows = [line.split("\t") for line in lines if line.strip()]
    for number, row in enumerate(rows, 1):
        if len(row) < columns:
            raise TrainingError(
                "wrong_columns", number=number, path=path, row=len(row), columns=columns
            )
    return rows


def read_split(path: Path) -> list[str]:
    """Read a split's photo names, one a line, with or without the suffix."""
    names = [row[0].strip() for row in read_rows(path, columns=1)]
    return [name if name.endswith(".jpg") else f"{name}.jpg" for name in names]


def by_image(captions: list[Caption]) -> Mapping[str, list[str]]:
    """Group captions by photo, in their order."""
    grouped: dict[str, list[str]] = defaultdict(list)
    for caption in captions:
        grouped[caption.image].append(caption.text)
    return grouped


def read_cedict(path: Path) -> Iterator[tuple[str, str, list[str]]]:
    """Yield (traditional, simplified, short English glosses) of CC-CEDICT's entries."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if match := _CEDICT_LINE.match(line):
                traditional, simplified, glosses = match.groups()
                short = [_plain(gloss) for gloss in glosses.split("/")]
                short = [gloss for gloss in short if gloss]
                if short:
                    yield traditional, simplified, short


def _plain(gloss: str) -> str:
    """Return a gloss that can stand for the word by itself, or nothing."""
    gloss = re.sub(r"\s*\([^)]*\)\s*", " ", gloss).strip()
    if len(gloss) > LONGEST_GLOSS or _NOT_A_TRANSLATION.search(gloss):
        return ""
    return re.sub(r"^(to|a|an|the) ", "", gloss)
