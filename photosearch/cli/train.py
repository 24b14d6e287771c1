"""`photosearch train`, `adapt` and `evaluate`, as the command line runs them.

Each loads what it needs when it runs: torch takes seconds, and measuring a model needs none.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

import msgspec

from photosearch.cli.output import flush, tell, tell_json
from photosearch.cli.progress import show_progress
from photosearch.encoders.registry import Registry
from photosearch.errors import ModelError, TrainingError
from photosearch.spaces.space import open_space
from photosearch.training.data import read_split
from photosearch.training.evaluate import Evaluation, Measured, evaluate
from photosearch.training.labels import LabelEvaluation, evaluate_labels
from photosearch.training.table import read_labels, read_table
from photosearch.types import Progress

if TYPE_CHECKING:
    from photosearch.training.adapting import Adapted
    from photosearch.training.answer_figures import AnswerEvaluation
    from photosearch.training.caption_figures import CaptionEvaluation

T = TypeVar("T")

STAGES: Final = ("text", "match", "tune", "export", "fusion", "tags", "caption")
CAPTION_COLUMNS: Final = ("BLEU-1", "BLEU-2", "BLEU-3", "BLEU-4", "CIDEr", "words", "photos")
ANSWER_COLUMNS: Final = (
    "questions", "right", "commonest", "above by", "sure", "right if sure",
)  # fmt: skip
# What several processes do together; the rest is the first one's.
TOGETHER: Final = ("text", "match", "tune", "caption")


def train(
    recipe: Path, data: Path, work: Path, output: Path, stages: Sequence[str], device: str
) -> None:
    """Run stages of a recipe, printing figures as they come.

    Raises:
        TrainingError: recipe, data or stage can't be used.
    """
    from photosearch.training.device import choose_training_device
    from photosearch.training.distributed import join_processes, rank
    from photosearch.training.recipe import read_recipe
    from photosearch.training.workshop import Workshop

    unknown = [stage for stage in stages if stage not in STAGES]
    if unknown:
        raise TrainingError("unknown_stage", unknown=repr(unknown[0]), stages=", ".join(STAGES))
    chosen = join_processes(choose_training_device(device))
    workshop = Workshop(read_recipe(recipe), data, work, chosen)
    runs: dict[str, Callable[[], Iterator[Progress]]] = {
        "text": workshop.text_stage,
        "match": workshop.match_stage,
        "tune": workshop.tune_stage,
        "export": lambda: workshop.export(output),
        "fusion": lambda: workshop.fusion_stage(output),
        "tags": lambda: workshop.tag_stage(output),
        "caption": lambda: workshop.caption_stage(output),
    }
    for stage in stages or STAGES:
        begun = time.monotonic()
        if rank():
            if stage in TOGETHER:
                deque(runs[stage](), maxlen=0)
            continue
        show_progress(_with_figures(runs[stage]()))
        tell(f"{stage}: done in {(time.monotonic() - begun) / 60:.1f} min")
        flush()


def run_adaptation(
    models: Path, model: str, new_id: str, photos: Path, captions: Sequence[Path]
) -> Adapted:
    """Adapt a model under a progress bar.

    Raises:
        ModelError: there is no such model, or one has the new id already.
        TrainingError: photos or captions can't be used, or teach nothing.
    """
    from photosearch.training.adapting import Adapted, adapt

    rows = [row for file in captions for row in read_table(file)]
    return _result(adapt(models, model, new_id, photos, rows), Adapted)


def print_adaptation(adapted: Adapted) -> None:
    """Print what held-out photos gained, and what to do next."""
    learned = adapted.learned
    tell(f"{adapted.model}: captions of {learned.held_out:,} photos held out, text → image")
    tell(f"{'':8}" + "".join(f"{f'R@{k}':>7}" for k in learned.before))
    for title, recall in (("before", learned.before), ("after", learned.after)):
        tell(f"{title:8}" + "".join(f"{value:7.1f}" for value in recall.values()))
    tell("The model itself was then fitted to all photos. To use it, or to measure it on others:")
    tell(f"  photosearch models use {adapted.model}")
    tell(f"  photosearch evaluate --model {adapted.model} --data PHOTOS --captions FILE.tsv")


def run_evaluation(
    registry: Registry, model: str, data: Path, captions: Sequence[Path], split: Path | None
) -> Evaluation:
    """Evaluate a model under a progress bar.

    Raises:
        ModelError: there is no such model.
        TrainingError: photos or captions can't be used.
    """
    only = frozenset(read_split(split)) if split else None
    rows = [row for file in captions for row in read_table(file, only)]
    return _result(evaluate(open_space(registry, model), data, rows), Evaluation)


def print_evaluation(evaluation: Evaluation, as_json: bool) -> None:
    """Print the figures as a table, intervals in brackets; or all of them as JSON."""
    if as_json:
        tell_json(msgspec.to_builtins(evaluation))
        return
    tell(f"{evaluation.model}: {evaluation.photos:,} photos, {evaluation.captions:,} captions")
    tell(f"{'':22}{'R@1':>18}{'R@5':>18}{'R@10':>18}{'median':>8}{'mAP':>7}")
    for title, figures in (
        ("text → image", evaluation.text_to_image),
        ("image → text", evaluation.image_to_text),
        ("group", evaluation.groups),
    ):
        for name, measured in figures.items():
            tell(f"{title + ' ' + name:22}{_cells(measured)}")
    for group, value in evaluation.skew.items():
        tell(f"skew@10 {group}: {value:+.3f}")
    tell(
        f"{evaluation.image_milliseconds:.1f} ms a photo, {evaluation.query_milliseconds:.1f} ms"
        " a query, one after the other, as they were on this machine just now"
    )


def run_label_evaluation(
    registry: Registry, model: str, data: Path, labels: Sequence[Path], split: Path | None
) -> LabelEvaluation:
    """Evaluate a model by labels under a progress bar.

    Raises:
        ModelError: there is no such model.
        TrainingError: photos or labels can't be used.
    """
    only = frozenset(read_split(split)) if split else None
    rows = [row for file in labels for row in read_labels(file, only)]
    return _result(evaluate_labels(open_space(registry, model), data, rows), LabelEvaluation)


def print_label_evaluation(evaluation: LabelEvaluation, as_json: bool) -> None:
    """Print the figures as a table, the means last; or all of them as JSON."""
    if as_json:
        tell_json(msgspec.to_builtins(evaluation))
        return
    tell(f"{evaluation.model}: {evaluation.photos:,} photos")
    tell(f"{'label':40}{'photos':>8}{'P@10':>8}{'of':>6}{'R@10':>8}")
    for language, labels in evaluation.labels.items():
        for label, one in [*labels.items(), (f"mean {language}", evaluation.mean[language])]:
            figures = f"{one.precision_at_10:8.2f}{one.best:6.2f}{one.recall_at_10:8.1f}"
            tell(f"{label:40}{one.photos:8,}{figures}")


def run_caption_evaluation(
    registry: Registry, model: str, data: Path, captions: Sequence[Path], split: Path | None
) -> CaptionEvaluation:
    """Compare the captions that a model makes with people's, under a progress bar.

    Raises:
        ModelError: there is no such model, or it has no captioner.
        TrainingError: photos or captions can't be used, or the package that compares is missing.
    """
    from photosearch.answering.captioner import captioner_of
    from photosearch.training.caption_figures import CaptionEvaluation, evaluate_captions

    only = frozenset(read_split(split)) if split else None
    rows = [row for file in captions for row in read_table(file, only)]
    found = registry.get(model)
    captioner = captioner_of(found.folder)
    if captioner is None:
        raise ModelError("no_captioner", model=found.pack.name)
    return _result(evaluate_captions(captioner, data, rows), CaptionEvaluation)


def print_caption_evaluation(evaluation: CaptionEvaluation, as_json: bool) -> None:
    """Print the figures as a table, groups last; or all of them, and what was made, as JSON."""
    if as_json:
        tell_json(msgspec.to_builtins(evaluation))
        return
    tell(f"{evaluation.captioner}: {len(evaluation.made):,} photos")
    tell(f"{'':22}" + "".join(f"{name:>9}" for name in CAPTION_COLUMNS))
    rows = [(language, figures) for language, figures in evaluation.languages.items()]
    for language, groups in evaluation.groups.items():
        rows += [(f"{language} {group}", figures) for group, figures in groups.items()]
    for title, figures in rows:
        values = "".join(f"{value:9.3f}" for value in (*figures.bleu, figures.cider))
        tell(f"{title:22}{values}{figures.words:9.1f}{figures.photos:9,}")
    tell(
        f"{evaluation.milliseconds:.0f} ms a photo in all languages,"
        " as it was on this machine just now"
    )


def run_answer_evaluation(
    registry: Registry, model: str, data: Path, answers: Sequence[Path], split: Path | None
) -> AnswerEvaluation:
    """Measure how a model answers questions about photos, under a progress bar.

    Raises:
        ModelError: there is no such model, or it can't be asked.
        TrainingError: photos or questions can't be used.
    """
    from photosearch.answering.captioner import captioner_of
    from photosearch.training.answer_figures import (
        AnswerEvaluation,
        evaluate_answers,
        read_answers,
    )

    only = frozenset(read_split(split)) if split else None
    rows = [row for file in answers for row in read_answers(file, only)]
    found = registry.get(model)
    captioner = captioner_of(found.folder)
    if captioner is None or not captioner.answers:
        raise ModelError("no_captioner", model=found.pack.name)
    return _result(evaluate_answers(captioner, data, rows), AnswerEvaluation)


def print_answer_evaluation(evaluation: AnswerEvaluation, as_json: bool) -> None:
    """Print the figures as a table, groups last; or all of them as JSON."""
    if as_json:
        tell_json(msgspec.to_builtins(evaluation))
        return
    tell(f"{evaluation.captioner}: {evaluation.milliseconds:.0f} ms a question")
    tell(f"{'':22}" + "".join(f"{name:>15}" for name in ANSWER_COLUMNS))
    for named in (evaluation.kinds, evaluation.groups):
        for language, rows in named.items():
            for name, one in rows.items():
                shares = (
                    one.right, one.commonest, one.least_above, one.sure, one.right_if_sure,
                )  # fmt: skip
                values = "".join(f"{share:15.3f}" for share in shares)
                tell(f"{language + ' ' + name:22}{one.questions:15,}{values}")


def _cells(measured: Measured) -> str:
    cells = []
    for key, value in measured.recall.items():
        low, high = measured.interval[key]
        cells.append(f"{value:.1f} [{low:.1f}–{high:.1f}]".rjust(18))
    return "".join(cells) + f"{measured.median_rank:8.0f}{measured.mean_average_precision:7.1f}"


def _result(steps: Iterator[Progress | T], kind: type[T]) -> T:
    """Run steps under a progress bar; return what they end with."""
    results: list[T] = []

    def progress() -> Iterator[Progress]:
        for step in steps:
            if isinstance(step, kind):
                results.append(step)
            elif isinstance(step, Progress):
                yield step

    show_progress(progress())
    return results[0]


def _with_figures(steps: Iterator[Progress]) -> Iterator[Progress]:
    """Print what an epoch reached; other figures stand in the progress bar."""
    for step in steps:
        if len(step.figures) > 1:
            figures = "  ".join(f"{name} {value:.2f}" for name, value in step.figures.items())
            tell(f"{step.stage} {step.done:,}/{step.total:,}  {figures}")
            flush()
        yield step
