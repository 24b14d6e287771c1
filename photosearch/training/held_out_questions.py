"""`python -m photosearch.training.held_out_questions`: questions about unseen photos.

It writes the table that `photosearch evaluate --answers` reads. Nothing was learned from these
photos; to half of them the threshold was fitted, the other half is to measure by.
"""

from __future__ import annotations

import random
import zlib
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal, TypeAlias

import click

from photosearch.training.answer_figures import COLUMNS, AskedRow
from photosearch.training.caption_questions import LANGUAGES, Question
from photosearch.training.captions import Said, gather, is_held_out
from photosearch.training.question_rules import questions_of
from photosearch.training.splits import Splits, told_of_splits

Part: TypeAlias = Literal["fit", "measure", "both"]
# Of photos of which there are questions alone, one of so many is held out.
HOLD_OUT: Final = 10
# Whom the captions of a photo tell of.
WOMEN_GIRLS, MEN_BOYS = "women, girls", "men, boys"
_WOMEN: Final = {"woman", "women", "lady", "ladies", "girl", "girls", "female", "females"}
_MEN: Final = {"man", "men", "guy", "guys", "boy", "boys", "male", "males", "gentleman"}


def asked_alone(said: Mapping[str, Said]) -> set[str]:
    """Return the photos of which nothing but questions is known, and that are held out."""
    return {
        name
        for name, one in said.items()
        if not (one.english or one.chinese or one.labels) and is_held_out(name, HOLD_OUT)
    }


def held_out_photos(splits: Splits, every: Mapping[str, Said], part: Part) -> frozenset[str]:
    """Return the photos of a part: to ``fit`` by, to ``measure`` by, or both.

    ``every`` is what is said of all photos.

    Raises:
        TrainingError: the data can't be read.
    """
    chosen = {
        "fit": {*splits.tuning},
        "measure": {*splits.others},
        "both": {*splits.others, *splits.tuning},
    }[part]
    # Another digest than that by which they were held out.
    return frozenset(chosen) | {
        name
        for name in splits.held_out | asked_alone(every)
        if part == "both" or (zlib.adler32(name.encode()) % 2 == 0) == (part == "fit")
    }


def held_out_rows(
    splits: Splits, part: Part, most: int, seed: int = 0, only: str = ""
) -> list[AskedRow]:
    """Return questions about held-out photos, in both languages; of each kind at most so many.

    If ``only`` names the photos of one collection (its tar file), those that people wrote about
    these alone, and Chinese rules made of them.

    Raises:
        TrainingError: the data can't be read.
    """
    collections, data = splits.recipe.collections, splits.data
    every = gather(collections, data, frozenset())
    chosen = held_out_photos(splits, every, part)
    asked = questions_of(every, seed)
    if only:
        own = [one for one in collections if one.photos == only]
        chosen &= gather(own, data, frozenset()).keys()
        asked = {name: [one for one in asked[name] if one.own] for name in chosen & asked.keys()}
    return sampled({name: asked[name] for name in sorted(chosen & asked.keys())}, every, most, seed)


def sampled(
    asked: Mapping[str, list[Question]], said: Mapping[str, Said], most: int, seed: int
) -> list[AskedRow]:
    """Return up to ``most`` questions of each kind and language, each put in one wording."""
    rng = random.Random(seed)
    rows: dict[tuple[str, str], list[AskedRow]] = defaultdict(list)
    for name, questions in asked.items():
        group = group_of(said[name])
        for question in questions:
            for language in LANGUAGES:
                wordings = question.wordings(language)
                if wordings:
                    answers = tuple(dict.fromkeys(question.answers[language]))
                    asked_so = rng.choice(wordings)
                    row = AskedRow(name, asked_so, answers, question.kind, language, group)
                    rows[question.kind, language].append(row)
    return [row for some in rows.values() for row in rng.sample(some, min(most, len(some)))]


def group_of(said: Said) -> str:
    """Return whom the captions of a photo tell of: women and girls, men and boys; "" for both."""
    words = {word.strip(".,") for text in said.english for word in text.lower().split()}
    women, men = bool(words & _WOMEN), bool(words & _MEN)
    if women == men:
        return ""
    return WOMEN_GIRLS if women else MEN_BOYS


@click.command()
@told_of_splits
@click.option("--out", type=Path, required=True, help="The table to write.")
@click.option(
    "--part", type=click.Choice(["fit", "measure", "both"]), default="measure", help="Which photos."
)
@click.option("--only", default="", help="Only what people asked of this collection's photos.")
@click.option("--most", type=int, default=400, help="The most questions of a kind and language.")
def main(splits: Splits, out: Path, part: Part, most: int, only: str) -> None:
    """Write the table."""
    lines = ["\t".join(COLUMNS)]
    for row in held_out_rows(splits, part, most, only=only):
        cells = (row.image, row.question, "|".join(row.answers), row.kind, row.language, row.group)
        lines.append("\t".join(cells))
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines) - 1:,} questions in {out}")


if __name__ == "__main__":
    main()
