"""`photosearch doctor`: what a person, or who helps them, needs to know of an installation."""

from __future__ import annotations

import errno
import os
import platform
import shutil
import tempfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from photosearch import __version__
from photosearch.catalogue.database import check
from photosearch.cli.language import in_words
from photosearch.cli.output import tell
from photosearch.encoders.registry import Registry
from photosearch.errors import PhotosearchError
from photosearch.extras import EXTRAS
from photosearch.paths import AppPaths
from photosearch.settings import load_settings

PACKAGES = (
    "PySide6-Essentials", "onnxruntime", "torch", "torchvision", "transformers", "pillow",
    "pillow-heif", "sqlalchemy", "watchdog", "numpy", "tokenizers",
)  # fmt: skip
# Bytes that the catalogue, its journal and a batch of thumbnails want at least.
SOME_ROOM = 8 << 20
_FULL = "Photos are found, but nothing new is kept. Free some space."
_READ_ONLY = "Photos are found, but nothing new is kept. Check the disk and the permissions."


def examine(paths: AppPaths) -> bool:
    """Print what there is; return whether nothing is wrong."""
    tell(f"photosearch {__version__}, Python {platform.python_version()}, {platform.platform()}")
    for package in PACKAGES:
        tell(f"  {package:20} {_version(package)}")
    tell("Optional:")
    for extra in EXTRAS:
        here = extra.version if extra.is_here else extra.command
        tell(f"  {extra.package:20} {here:32} {in_words(extra.meaning)}")
    tell(f"Devices: {', '.join(devices())}; {os.cpu_count()} cores")
    tell(f"Library: {paths.data} ({_free(paths.data)} free)")
    tell(f"Cache:   {paths.cache}")
    tell(f"Log:     {paths.log}")
    checks = (
        _disk(paths.data), _disk(paths.cache), _settings(paths), _model(paths), _database(paths),
    )  # fmt: skip
    faults = dict.fromkeys(fault for fault in checks if fault)
    for fault in faults:
        tell(f"Problem: {fault}")
    if not faults:
        tell("Everything is in order.")
    return not faults


def devices() -> list[str]:
    """Return what could encode: the CPU always, a GPU where its driver is there."""
    found = ["CPU"]
    if shutil.which("nvidia-smi"):
        found.append("CUDA")
    if platform.system() == "Darwin" and platform.machine() == "arm64":
        found.append("MPS")
    return found


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _free(folder: Path) -> str:
    free = shutil.disk_usage(_existing(folder)).free
    return f"{free / 2**30:.1f} GiB" if free >= 2**30 else f"{free / 2**20:.1f} MiB"


def _existing(folder: Path) -> Path:
    """Return the folder, or the nearest one above it that is there."""
    return next(path for path in (folder, *folder.parents) if path.is_dir())


def _disk(folder: Path) -> str:
    """Say what keeps files from being written below a folder; nothing, if some can be."""
    place = _existing(folder)
    try:
        with tempfile.TemporaryFile(dir=place) as file:
            file.write(bytes(SOME_ROOM))
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return f"The disk that holds {place} is full: only {_free(place)} are free. {_FULL}"
        reason = "read-only" if error.errno == errno.EROFS else error.strerror or str(error)
        return f"{place} can't be written ({reason}). {_READ_ONLY}"
    return ""


def _settings(paths: AppPaths) -> str:
    try:
        load_settings(paths.settings)
    except PhotosearchError as error:
        return str(error)
    return ""


def _model(paths: AppPaths) -> str:
    try:
        model = Registry(paths.models).get(load_settings(paths.settings).model)
    except PhotosearchError as error:
        return str(error)
    tell(f"Model:   {model.pack.id} {model.pack.fingerprint} in {model.folder}")
    return ""


def _database(paths: AppPaths) -> str:
    if not paths.catalogue.exists():
        tell("Database: none yet")
        return ""
    fault = check(paths.catalogue)
    if fault is None:
        tell("Database: sound")
        return ""
    return (
        f"The library's database is damaged ({fault}). Start photosearch: it sets the file aside"
        " and builds the library anew."
    )
