"""How well fusers find photos of which a share has words.

`python -m photosearch.training.fusion_table --data FOLDER --fusers FOLDER`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import click
import numpy as np

from photosearch.arrays import Float32Array
from photosearch.encoders import open_image_encoder, open_text_encoder
from photosearch.encoders.registry import builtin_folder
from photosearch.spaces.fusion.files import read_fuser
from photosearch.spaces.fusion.fuser import Fuser
from photosearch.training.captioned import CHINESE, Captioned
from photosearch.training.data import by_image, read_captions
from photosearch.training.partial_words import SHARES, with_words
from photosearch.training.word_draws import WordDraws, draw_words

# Draws of words, each with every share.
DRAWS = 5
PICTURE, WORDS = "picture only", "words only"


@dataclass(frozen=True, slots=True)
class Cell:
    """Recall in percent of one way to join words and pictures, in one language."""

    fuser: str
    language: str
    share: float
    recall: dict[int, float]


def measure(draws: WordDraws, fusers: Mapping[str, Fuser]) -> Iterator[Cell]:
    """Yield every share's, language's and fuser's recall, the parts alone first."""
    first = next(iter(fusers.values()))
    for share in SHARES:
        for language in sorted(set(draws.language)):
            for name in (PICTURE, WORDS, *fusers):
                found = [
                    _recall(draws, number, share, language, fusers.get(name, first), name)
                    for number in range(len(draws.words))
                ]
                mean = {k: float(np.mean([one[k] for one in found])) for k in (1, 5, 10)}
                yield Cell(name, language, share, mean)


def _recall(
    draws: WordDraws, number: int, share: float, language: str, fuser: Fuser, name: str
) -> dict[int, float]:
    has_words = with_words(len(draws.images), share, number)[:, None]
    fused = fuser.fuse(fuser.text_features(draws.words[number]) * has_words, draws.images)
    asked = draws.asked(number, language)
    scores = np.stack([_scores(fuser, draws, query, fused, name) for query in asked])
    # Photos that score the same are in an order of chance, not in that of their files.
    scores += 1e-7 * np.random.default_rng(number).random(scores.shape, np.float32)
    own = scores[np.arange(len(asked)), draws.photo[asked]]
    ranks = (scores > own[:, None]).sum(1)
    return {k: 100 * float((ranks < k).mean()) for k in (1, 5, 10)}


def _scores(
    fuser: Fuser, draws: WordDraws, query: int, fused: Float32Array, name: str
) -> Float32Array:
    vector = fuser.query(draws.places[query], draws.sentences[query])
    scores: Float32Array = fused @ vector
    if name == PICTURE:
        scores = draws.images @ draws.places[query]
    elif name == WORDS:
        scores = fuser.split(vector, fused)[0]
    return scores


@click.command()
@click.option("--data", type=Path, required=True, help="The folder of training data.")
@click.option(
    "--fusers",
    type=Path,
    required=True,
    help="WORK/fusers of the stage.",
)
@click.option("--pack", type=Path, help="A pack's folder; else the built-in.")
@click.option("--json", "as_json", is_flag=True, help="JSON instead of a table.")
def main(data: Path, fusers: Path, pack: Path | None, as_json: bool) -> None:
    """Print the table, over the val photos."""
    folder = pack or builtin_folder()
    library = Captioned.read(data, "val", folder, open_image_encoder(folder, threads=2))
    people = by_image(read_captions(data / CHINESE[0]))
    draws = draw_words(
        library.images,
        [library.english[name] for name in library.names],
        [people.get(name, []) for name in library.names],
        open_text_encoder(folder, threads=2),
        DRAWS,
    )
    dimensions = library.images.shape[1]
    known = {file.stem: read_fuser(file, dimensions) for file in sorted(fusers.glob("*.npz"))}
    cells = list(measure(draws, known))
    if as_json:
        print(json.dumps([asdict(cell) for cell in cells], indent=2))
        return
    print("| photos with words | queries | " + " | ".join((PICTURE, WORDS, *known)) + " |")
    print("|---|---|" + "---|" * (2 + len(known)))
    for share in SHARES:
        for language in sorted(set(draws.language)):
            row = [one for one in cells if (one.share, one.language) == (share, language)]
            values = " | ".join(f"{one.recall[1]:.1f} / {one.recall[10]:.1f}" for one in row)
            print(f"| {share:.0%} | {language} | {values} |")


if __name__ == "__main__":
    main()
