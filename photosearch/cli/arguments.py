"""What several commands are given, read alike by all of them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeAlias

import click

from photosearch.paths import user_path

Decorator: TypeAlias = Callable[[Callable[..., Any]], Callable[..., Any]]


def path(typed: str) -> Path:
    """Return the absolute path that was typed."""
    if not typed:
        raise click.BadParameter("it is empty; name a file or a folder.")
    return user_path(typed)


def words(typed: str) -> str:
    """Return the words that were typed, in UTF-8 even where the locale knows ASCII alone."""
    try:
        return os.fsencode(typed).decode()
    except UnicodeError:
        return typed


def name(typed: str) -> str:
    """Return the name that was typed, as :func:`words` does; there is none that is empty."""
    if not typed.strip():
        raise click.BadParameter("it is empty.")
    return words(typed)


def path_argument(name: str, metavar: str, **more: Any) -> Decorator:
    """Return an argument that is a path."""
    return click.argument(name, type=path, metavar=metavar, **more)


def words_argument(name: str, metavar: str, **more: Any) -> Decorator:
    """Return an argument that is a text."""
    return click.argument(name, type=words, metavar=metavar, **more)


def path_option(option: str, metavar: str, text: str, **more: Any) -> Decorator:
    """Return an option that is a path, with its help."""
    return click.option(option, type=path, metavar=metavar, help=text, **more)


def name_option(option: str, metavar: str, text: str, **more: Any) -> Decorator:
    """Return an option that is a name, with its help."""
    return click.option(option, type=name, metavar=metavar, help=text, **more)


def limit_option(default: int, text: str) -> Decorator:
    """Return the option of how many to show, with its help."""
    return click.option(
        "--limit", "-n", type=click.IntRange(min=1), metavar="COUNT", default=default,
        show_default=True, help=text,
    )  # fmt: skip


folders_argument: Final = path_argument("folders", "FOLDER...", nargs=-1, required=True)
photo_argument: Final = path_argument("photo", "PHOTO")
person_argument: Final = click.argument("person", type=name, metavar="PERSON")
model_argument: Final = click.argument("model", type=name, metavar="MODEL")
pictures_option: Final = path_option(
    "--image", "FILE", "A picture to be like; may be repeated.", multiple=True
)
json_version_option: Final = click.option(
    "--json-version",
    type=click.Choice(["1", "2"]),
    default="1",
    show_default=True,
    help="The shape of --json; 2 has what videos and text in pictures have, too.",
)
json_option: Final = click.option(
    "--json", "as_json", is_flag=True, help="One JSON object on standard output, instead of text."
)
