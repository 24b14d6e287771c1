"""Whatever is broken in a file: no crash, no hang, and no good photo is lost beside it.

``PHOTOSEARCH_MUTATION_SECONDS`` lets it look for longer, ``PHOTOSEARCH_MUTATION_SEED`` elsewhere;
what fails is kept in ``PHOTOSEARCH_MUTATION_FINDS``, if that names a folder.
"""

from __future__ import annotations

import math
import os
import random
import shutil
import time
from collections import Counter
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest

from photosearch.indexing.pool import WorkerPool
from photosearch.indexing.worker import WorkerConfig
from photosearch.library import Library
from photosearch.media.found import LONGEST_TEXT, MOST_CHARACTERS, MOST_WORDS
from photosearch.types import Decoded, Facts, Preprocessing, Problem, ProblemReason
from tests.conftest import paint_four, update
from tests.robustness.mutations import cases, corpus, sidecars

SECONDS = float(os.environ.get("PHOTOSEARCH_MUTATION_SECONDS", "25"))
SEED = int(os.environ.get("PHOTOSEARCH_MUTATION_SEED", "1"))
FINDS = os.environ.get("PHOTOSEARCH_MUTATION_FINDS")
# Each batch has so many of each kind.
EACH = 2
# Outcomes that say that a worker, not a file, came to grief.
OURS = {
    ProblemReason.CRASHED, ProblemReason.FAILED, ProblemReason.TIMED_OUT, ProblemReason.VANISHED,
    ProblemReason.OUT_OF_MEMORY, ProblemReason.UNREADABLE,
}  # fmt: skip


def check(facts: Facts) -> None:
    """Fail unless the facts are such as can be stored and searched."""
    assert facts.width > 0
    assert facts.height > 0
    for text in (facts.camera, facts.lens, *(word.text for word in facts.words)):
        assert text is None or (text.strip() and text.isprintable() | ("\u200d" in text))
        assert text is None or len(text.encode()) <= 4 * LONGEST_TEXT
    assert len(facts.words) <= MOST_WORDS
    assert sum(len(word.text) for word in facts.words) <= MOST_CHARACTERS
    assert (facts.latitude is None) == (facts.longitude is None)
    if facts.latitude is not None and facts.longitude is not None:
        assert math.isfinite(facts.latitude + facts.longitude)
        assert abs(facts.latitude) <= 90
        assert abs(facts.longitude) <= 180
    assert facts.rating is None or 0 <= facts.rating <= 5
    assert facts.taken_at is None or facts.taken_at.isoformat()


@pytest.mark.timeout(SECONDS * 2 + 300)
def test_no_broken_file_is_more_than_a_problem(tmp_path: Path) -> None:
    """A good photo with a good sidecar goes through among the broken ones, again and again."""
    rng = random.Random(SEED)
    config = WorkerConfig(tmp_path / "thumbnails", Preprocessing(size=(32, 32)), pack=None)
    good = tmp_path / "good.jpg"
    good.write_bytes(corpus()["a.jpg"])
    good.with_suffix(".xmp").write_bytes(sidecars()[0])
    source, begun, count = cases(rng), time.monotonic(), 0
    found: Counter[str] = Counter()
    with WorkerPool(config, 1) as pool:
        expected = pool.one(good)
        assert isinstance(expected, Decoded)
        while time.monotonic() - begun < SECONDS:
            folder = tmp_path / "broken"
            folder.mkdir()
            for name, data, sidecar in islice(source, EACH * len(corpus())):
                (folder / name).write_bytes(data)
                if sidecar is not None:
                    (folder / f"{name}.xmp").write_bytes(sidecar)
            paths = [path for path in sorted(folder.iterdir()) if path.suffix != ".xmp"]
            for path, outcome in pool.process((path, path) for path in [*paths, good]):
                try:
                    if path == good:
                        assert isinstance(outcome, Decoded)
                        assert outcome.facts == expected.facts
                    elif isinstance(outcome, Problem):
                        found[outcome.reason] += 1
                        assert outcome.reason not in OURS, outcome
                    else:
                        found["decoded"] += 1
                        check(outcome.facts)
                except AssertionError as error:
                    keep(path)
                    if not FINDS:
                        raise AssertionError(f"seed {SEED}, {path.name}: {outcome}") from error
                    found["failed"] += 1
                count += 1
            shutil.rmtree(folder)
            shutil.rmtree(config.thumbnails, ignore_errors=True)
    print(f"{count} files: {dict(found)}")
    assert found["decoded"] > count / 20
    assert found["failed"] == 0


def keep(path: Path) -> None:
    """Keep a file, and its sidecar, that failed."""
    if FINDS:
        for one in (path, path.with_name(f"{path.name}.xmp")):
            if one.exists():
                Path(FINDS).mkdir(parents=True, exist_ok=True)
                shutil.copy(one, Path(FINDS, f"{SEED}-{one.name}"))


def test_no_good_photo_is_lost_beside_broken_ones(
    open_library: Callable[[], Library], tmp_path: Path
) -> None:
    photos = paint_four(tmp_path / "photos")
    count = 4
    for name, data, sidecar in islice(cases(random.Random(SEED + 1)), 60):
        (photos / name).write_bytes(data)
        if sidecar is not None:
            (photos / f"{name}.xmp").write_bytes(sidecar)
        count += 1
    library = open_library()
    library.add_folder(photos)
    update(library)
    bad = {row.path for row in library.problems() if row.reason is not ProblemReason.DAMAGED}
    assert library.pending() == 0
    assert library.searchable() + len(bad) == count
    assert not {path.name for path in bad} & {f"IMG_{number:04}.jpg" for number in range(4)}
    for colour, number in (("red", 0), ("green", 1), ("blue", 2), ("yellow", 3)):
        found = library.hits(library.search(colour), 0, count)
        assert f"IMG_{number:04}.jpg" in [hit.path.name for hit in found]
