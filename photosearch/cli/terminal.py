"""How answers and lists look in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from photosearch.cli.language import in_words
from photosearch.cli.output import tell, tell_json, warn
from photosearch.extras import needed_by
from photosearch.said import say
from photosearch.wire.clock import clock
from photosearch.wire.values import Hit

if TYPE_CHECKING:
    from pathlib import Path

    from photosearch.encoders.registry import Registry
    from photosearch.library import Library
    from photosearch.models.answerers import InstalledAnswerer
    from photosearch.search.searcher import Answer
    from photosearch.wire.values import AnalyserState, Picture, SavedSearch

JSON_VERSION = 1
# The shapes of an answer in JSON: the second has what videos have, too.
ANSWER_VERSIONS = (1, 2)


def print_answer(
    answer: Answer, hits: Sequence[Hit], as_json: bool, version: int = ANSWER_VERSIONS[0]
) -> None:
    """Print an answer: matches first, then less certain ones, each with its score's parts."""
    for part in answer.query.errors:
        warn(f"Left out {part.label}: {in_words(part.error)}")
    for lost in answer.left_out:
        warn(f"{_picture_name(lost.picture)}: {in_words(lost.reason)}")
    if as_json:
        tell_json(_answer(answer, hits, version))
        return
    if not hits:
        tell("Nothing found.")
    elif not answer.matches:
        tell("Nothing matches. The nearest photos, less certain:")
    ranked = answer.ranking is not None
    for row, hit in enumerate(hits):
        if ranked and row == answer.matches and row:
            tell("  Less certain:")
        tell(*_lines(hit, ranked))
    tell(*_freer(answer), summary(answer, len(hits)))


def summary(answer: Answer, shown: int) -> str:
    """Return in a sentence how many photos match, of all that were looked at."""
    # A ranked answer ends where its matches may go on.
    at_least = "at least " if answer.ranking is not None and answer.matches == len(answer) else ""
    if answer.matches == answer.searched:
        at_least = ""
    photos = "photo" if answer.searched == 1 else "photos"
    if answer.people:
        photos += f" of {' and '.join(answer.people)}"
    match = "matches" if answer.matches == 1 else "match"
    found = f"{at_least}{answer.matches:,} of {answer.searched:,} {photos} {match}"
    return f"{found[0].upper()}{found[1:]}; {shown:,} shown, in {answer.milliseconds:.0f} ms."


def _freer(answer: Answer) -> list[str]:
    """Return without what there would be photos, where there are none."""
    labels = [part.label for part in answer.query.parts]
    return [
        f"Without {' '.join(labels[place] for place in one.parts)} there would be {one.photos:,}."
        for one in answer.loosened
    ]


def described(search: SavedSearch) -> str:
    """Return a saved search in one line."""
    groups = (("like", search.images), ("more like", search.more), ("less like", search.less))
    pictures = [
        f"{wording} {_picture_name(picture)}{_weight(picture.weight)}"
        for wording, group in groups
        for picture in group
    ]
    order = [f"sort:{search.sort}"] if search.sort else []
    return " · ".join(part for part in (search.text, *pictures, *order) if part)


def _weight(weight: float) -> str:
    return "" if weight == 1 else f" ×{weight:g}"


def _picture_name(picture: Picture) -> str:
    return f"A photo ({picture.photo})" if picture.path is None else picture.path.name


def _lines(hit: Hit, ranked: bool) -> tuple[str, ...]:
    moment = "" if hit.at is None else f"  at {clock(hit.at)}"
    others = "".join(f" + {path.name}" for path in hit.others)
    where = f"{hit.path}{others}{moment}{'' if hit.online else '  (offline)'}"
    read = (f"         reads: {hit.snippet}",) if hit.snippet else ()
    if not ranked:
        return (f"  {where}", *read)
    parts = hit.parts
    why = f"picture {parts.picture:+.3f}  words {parts.words:+.3f}  exact {parts.exact:.3f}"
    return (f"  {parts.total:.3f}  {where}", f"         {why}", *read)


def _answer(answer: Answer, hits: Sequence[Hit], version: int) -> dict[str, Any]:
    return {
        "version": version,
        "query": answer.text,
        "parts": [
            {
                "kind": part.kind.value,
                "label": part.label,
                "negated": part.negated,
                "start": part.start,
                "end": part.end,
                "error": None if part.error is None else part.error.reason,
            }
            for part in answer.query.parts
        ],
        "sort": answer.sort,
        "milliseconds": round(answer.milliseconds, 2),
        "matches": answer.matches,
        "total": len(answer),
        "searched": answer.searched,
        "loosened": [{"parts": one.parts, "photos": one.photos} for one in answer.loosened],
        "hits": [
            {
                "path": str(hit.path),
                "match": hit.is_match,
                "score": round(hit.parts.total, 5),
                "picture": round(hit.parts.picture, 5),
                "words": round(hit.parts.words, 5),
                "exact": round(hit.parts.exact, 5),
                "width": hit.width,
                "height": hit.height,
                "taken_at": hit.taken_at.isoformat() if hit.taken_at else None,
                "online": hit.online,
                **(_moments(hit) if version > 1 else {}),
            }
            for hit in hits
        ],
    }


def _moments(hit: Hit) -> dict[str, Any]:
    return {
        "at": hit.at,
        "moments": list(hit.moments),
        "duration": hit.duration,
        "snippet": hit.snippet,
        "others": [str(path) for path in hit.others],
        "has_clip": hit.has_clip,
    }


def print_folders(library: Library) -> None:
    """Print the folders, how far each is, and which model answers."""
    folders = library.folders.all()
    if not folders:
        tell("The library is empty. Add a folder: `photosearch add ~/Pictures`.")
        return
    for folder in folders:
        state = "" if folder.online else "  offline"
        bad = f", {folder.problems:,} unreadable" if folder.problems else ""
        tell(f"{folder.path}{state}")
        tell(f"  {folder.searchable:,} of {folder.photos:,} photos searchable{bad}")
        if folder.unsearched:
            kinds = ", ".join(f"{count:,} {suffix}" for suffix, count in folder.unsearched)
            tell(f"  Files of kinds that are not searched: {kinds}")
        for name, files in folder.needing:
            tell(f"  {in_words(needed_by(name, files))}")
    tell(f"Model: {library.settings.model}. {_waiting(library.upkeep.pending())}")
    for one in library.analysers.all():
        if one.on:
            tell(looked_for(one))
    if any(folder.problems for folder in folders):
        tell("`photosearch problems` tells which files are unreadable, and why.")


def looked_for(one: AnalyserState) -> str:
    """Return what is looked for in photos, and how far that is."""
    name = in_words(say(f"analyser.{one.key}"))
    if not one.installed:
        return f"{name}: needs `pip install 'photosearch[{one.extra}]'`."
    if not one.on:
        return f"{name}: not looked for."
    return f"{name}: looked for in {one.seen:,} of {one.total:,}."


def _waiting(photos: int) -> str:
    if not photos:
        return "No photo waits to be indexed."
    who = "1 photo waits" if photos == 1 else f"{photos:,} photos wait"
    return f"{who} to be indexed: `photosearch index`."


def print_problems(library: Library) -> None:
    """Print what could not be read."""
    rows = library.problems.all()
    if not rows:
        tell("All files could be read.")
    for row in rows:
        said = say(f"problem.{row.reason.value}")
        detail = f" ({in_words(row.detail)})" if row.detail else ""
        unseen = f"{in_words(say(f'unseen.{row.analyser}'))}: " if row.analyser else ""
        tell(str(row.path), f"  {unseen}{in_words(said)}{detail}. {in_words(said, 'advice')}")


def print_answerers(models: Sequence[InstalledAnswerer], chosen: str) -> None:
    """Print the models that look at photos to answer questions."""
    for model in models:
        mark = "*" if model.answerer.id == chosen else " "
        what = f"{model.answerer.family}, {model.size() / 1e6:.0f} MB"
        tell(f"{mark} {model.answerer.id}  answers questions ({what})")


def print_models(registry: Registry, used: str, folder: Path) -> None:
    """Print the installed models, and how fast those are that were measured."""
    from photosearch.models.measuring import read_speeds

    speeds = read_speeds(folder)
    for model in registry.all():
        pack = model.pack
        mark = "*" if pack.id == used else " "
        languages = ", ".join(pack.languages) or "unknown languages"
        size = model.size() / 1e6
        line = f"{mark} {pack.id}  {pack.name} ({languages}, {size:.0f} MB"
        speed = speeds.get(pack.id)
        if speed is not None and speed.fingerprint == pack.fingerprint:
            line += f", {speed.rate:.1f} photos/s a worker, {speed.query_ms:.1f} ms a query"
        tell(f"{line})")
