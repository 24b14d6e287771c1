"""One ONNX graph through onnxruntime."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from photosearch.arrays import Float32Array
from photosearch.encoders.ready import load, ready
from photosearch.encoders.runtime import onnxruntime
from photosearch.errors import ModelError
from photosearch.memory import give_back


class Graph:
    """One ONNX graph, loaded when first used."""

    def __init__(
        self,
        path: Path,
        threads: int,
        kept: Path | None = None,
        *,
        shared: bool = False,
        mostly: Sequence[str] = (),
    ) -> None:
        """Name a graph.

        Args:
            path: its file.
            threads: how many compute it.
            kept: the folder in which it may be kept as it was made ready.
            shared: leave its weights where the kept file has them, for all processes: what is made
                of convolutions is as fast so, what multiplies matrices is not.
            mostly: outputs that are asked for more than others; if a graph of them alone is kept,
                they are computed without what only the others need.
        """
        self._path = path
        self._threads = threads
        self._kept = kept
        self._shared = shared
        self._mostly = tuple(mostly)
        self._loading = threading.Lock()
        self._narrow: Any = None
        self._whole: Any = None

    @property
    def outputs(self) -> list[str]:
        """The names of the graph's outputs."""
        return [output.name for output in self._loaded().get_outputs()]

    @property
    def inputs(self) -> list[str]:
        """The names of the graph's inputs."""
        return [value.name for value in self._loaded(self._mostly).get_inputs()]

    def batch(self, most: int) -> int:
        """Return how many rows to give at once: one, if the graph was made for a single one."""
        count = self._loaded(self._mostly).get_inputs()[0].shape[0]
        return count if isinstance(count, int) else most

    def run(self, outputs: Sequence[str], feeds: dict[str, Any]) -> list[Float32Array]:
        """Return these outputs; others that the loaded graph has are computed, too."""
        result: list[Float32Array] = self._loaded(outputs).run(list(outputs), feeds)
        return result

    def _loaded(self, outputs: Sequence[str] = ()) -> Any:
        """Return a session that has these outputs, or all."""
        with self._loading:
            if outputs and set(outputs) <= set(self._mostly):
                if self._narrow is None:
                    self._narrow = self._load(self._mostly) or self._whole_one()
                return self._narrow
            return self._whole_one()

    def _whole_one(self) -> Any:
        if self._whole is None:
            self._whole = self._load()
        return self._whole

    def _load(self, outputs: Sequence[str] = ()) -> Any:
        """Return a session; None if it was to have these outputs alone, and none such is kept."""
        try:
            session = self._session_made(outputs)
        except Exception as error:  # onnxruntime's errors share no type
            raise ModelError("not_loaded", name=self._path.name, error=error) from error
        give_back()  # weights are copied several times while they are made ready
        return session

    def _session_made(self, outputs: Sequence[str]) -> Any:
        options = self._options()
        path = ready(self._path, self._kept, outputs) if self._kept else None
        if path is None:
            return None if outputs else load(self._path, options)
        options.graph_optimization_level = onnxruntime().GraphOptimizationLevel.ORT_DISABLE_ALL
        if self._shared:
            options.add_session_config_entry("session.disable_prepacking", "1")
        return load(path, options)

    def _options(self) -> Any:
        options = onnxruntime().SessionOptions()
        options.intra_op_num_threads = self._threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # Idle threads that spin take the cores from the workers.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        return options
