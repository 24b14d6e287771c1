"""`photosearch doctor`: what a person, or who helps them, needs to know of an installation."""

from __future__ import annotations

import os
import platform
import shutil
from importlib.metadata import PackageNotFoundError, version

from photosearch import __version__
from photosearch.catalogue.database import check
from photosearch.cli.output import tell
from photosearch.encoders.registry import Registry
from photosearch.errors import PhotosearchError
from photosearch.paths import AppPaths
from photosearch.settings import load_settings

PACKAGES = (
    "PySide6-Essentials", "onnxruntime", "torch", "torchvision", "transformers", "pillow",
    "pillow-heif", "sqlalchemy", "watchdog", "numpy", "tokenizers",
)  # fmt: skip


def examine(paths: AppPaths) -> bool:
    """Print what there is; return whether nothing is wrong."""
    tell(f"photosearch {__version__}, Python {platform.python_version()}, {platform.platform()}")
    for package in PACKAGES:
        tell(f"  {package:20} {_version(package)}")
    tell(f"Devices: {', '.join(devices())}; {os.cpu_count()} cores")
    tell(f"Library: {paths.data} ({_free(paths)} free)")
    tell(f"Cache:   {paths.cache}")
    tell(f"Log:     {paths.log}")
    faults = [fault for fault in (_settings(paths), _model(paths), _database(paths)) if fault]
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


def _free(paths: AppPaths) -> str:
    place = next(path for path in (paths.data, *paths.data.parents) if path.exists())
    return f"{shutil.disk_usage(place).free / 2**30:.1f} GiB"


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
