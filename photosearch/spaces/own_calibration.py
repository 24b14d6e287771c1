"""The calibration that a library made for a space whose model came without one."""

from __future__ import annotations

import logging
from contextlib import suppress
from pathlib import Path

from photosearch.errors import ModelError
from photosearch.spaces.calibration import Calibration, read_calibration, write_calibration

log = logging.getLogger(__name__)


class OwnCalibration:
    """Lies beside the space's index, and goes with it; ``current`` is None while there is none."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.current: Calibration | None = None
        with suppress(ModelError):  # a torn file: it is made anew
            self.current = read_calibration(folder)

    def keep(self, calibration: Calibration) -> None:
        """Use a calibration from now on; where the disk is full, until the program ends."""
        self.current = calibration
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            write_calibration(self._folder, calibration)
        except OSError as error:
            log.info("a calibration is not kept: %s", error)
