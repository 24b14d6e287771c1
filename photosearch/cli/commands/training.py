"""Models of one's own: train, adapt, evaluate."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from photosearch.cli.arguments import json_option, name_option, path_argument, path_option
from photosearch.paths import AppPaths
from photosearch.settings import BUILTIN_MODEL

CAPTIONS: Final = "Lines of `image <tab> caption`; may be repeated."
captions_option: Final = path_option("--captions", "FILE", CAPTIONS, multiple=True, required=True)


@click.command()
@path_argument("recipe", "RECIPE")
@path_option("--data", "FOLDER", "Where the recipe's paths start from.", required=True)
@path_option("--work", "FOLDER", "Where results and checkpoints go.", required=True)
@path_option("--output", "FOLDER", "Where the pack goes, else WORK/pack.")
@click.option(
    "--stage", metavar="STAGE", multiple=True,
    help="text, match, export, fusion or caption; all if not given; may be repeated.",
)  # fmt: skip
@click.option("--device", metavar="DEVICE", default="auto", help="auto, cpu, cuda or mps.")
def train(
    recipe: Path, data: Path, work: Path, output: Path | None, stage: tuple[str, ...], device: str
) -> None:
    """Train a model of your own; a run that was stopped goes on from its checkpoint.

    docs/training.md tells what a RECIPE is.
    """
    from photosearch.cli.train import train as run_training

    run_training(recipe, data, work, output or work / "pack", stage, device)


@click.command()
@path_option("--photos", "PATH", "A folder or tar file of photos.", required=True)
@captions_option
@name_option("--model", "MODEL", "The model to start from.", default=BUILTIN_MODEL)
@name_option("--id", "MODEL", "The new model's id; MODEL-adapted if not given.")
def adapt(photos: Path, captions: tuple[Path, ...], model: str, id: str | None) -> None:
    """Make a new model of an installed one that fits your own photos and captions better."""
    from photosearch.cli.train import print_adaptation, run_adaptation

    models = AppPaths.default().models
    new = f"{model}-adapted" if id is None else id
    print_adaptation(run_adaptation(models, model, new, photos, captions))


@click.command()
@path_option("--data", "PATH", "A folder or tar file of photos.", required=True)
@path_option("--captions", "FILE", CAPTIONS, multiple=True)
@path_option(
    "--labels", "FILE", "Lines of `image <tab> label` instead; may be repeated.", multiple=True
)
@path_option(
    "--answers",
    "FILE",
    "Questions about photos: `image <tab> question <tab> answers`, parted by `|`; may be repeated.",
    multiple=True,
)
@path_option("--split", "FILE", "The photos to use, a name a line.")
@name_option("--model", "MODEL", "A model's id.", default=BUILTIN_MODEL)
@click.option(
    "--captions-made",
    is_flag=True,
    help="Compare the captions that the model makes with people's instead.",
)
@json_option
def evaluate(
    data: Path,
    captions: tuple[Path, ...],
    labels: tuple[Path, ...],
    answers: tuple[Path, ...],
    split: Path | None,
    model: str,
    captions_made: bool,
    as_json: bool,
) -> None:
    """Measure how well a model finds photos by captions, and captions by photos; or by labels."""
    from photosearch.cli import train as figures
    from photosearch.encoders.registry import Registry

    if sum(map(bool, (captions, labels, answers))) != 1:
        raise click.UsageError("Give either --captions, --labels or --answers.")
    if captions_made and not captions:
        raise click.UsageError("--captions-made goes with --captions.")
    registry = Registry(AppPaths.default().models)
    if captions_made:
        made = figures.run_caption_evaluation(registry, model, data, captions, split)
        figures.print_caption_evaluation(made, as_json)
        return
    if answers:
        answered = figures.run_answer_evaluation(registry, model, data, answers, split)
        figures.print_answer_evaluation(answered, as_json)
        return
    if labels:
        found = figures.run_label_evaluation(registry, model, data, labels, split)
        figures.print_label_evaluation(found, as_json)
        return
    measured = figures.run_evaluation(registry, model, data, captions, split)
    figures.print_evaluation(measured, as_json)
