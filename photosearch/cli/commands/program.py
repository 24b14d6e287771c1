"""The program itself: demo, doctor, engine, mcp, version."""

from __future__ import annotations

from pathlib import Path

import click

from photosearch import __version__
from photosearch.cli.arguments import path_option
from photosearch.cli.output import tell
from photosearch.cli.process import FAILED
from photosearch.paths import AppPaths


@click.command()
@path_option("--photos", "FOLDER", "Photos to use instead of the samples.")
def demo(photos: Path | None) -> None:
    """Index a few sample photos and search them in both languages."""
    from photosearch.cli.demo import run_demo

    run_demo(photos)


@click.command()
def doctor() -> None:
    """Show versions, devices and paths, and check the disk and the database."""
    from photosearch.cli.doctor import examine

    if not examine(AppPaths.default()):
        raise click.exceptions.Exit(FAILED)


@click.command()
def engine() -> None:
    """Serve the window: commands on standard input, events on standard output."""
    from photosearch.engine.door import run

    raise click.exceptions.Exit(run())


@click.command()
@click.option("--write", is_flag=True, help="Let it add folders, index and save searches.")
def mcp(write: bool) -> None:
    """Serve assistants on this computer, by the Model Context Protocol; they read, never change.

    It speaks on standard input and output: an assistant starts it.
    """
    from photosearch.errors import PhotosearchError
    from photosearch.extras import MCP

    if not MCP.is_here:
        raise PhotosearchError("no_mcp")
    from photosearch.assistants.server import serve

    serve(AppPaths.default(), write=write)


@click.command()
def version() -> None:
    """Show the version."""
    tell(__version__)
