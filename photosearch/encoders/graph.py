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
        self, path: Path, threads: int, kept: Path | None = None, *, shared: bool = False
    ) -> None:
        """Name a graph.

        Args:
            path: its file.
            threads: how many compute it.
            kept: the folder in which it may be kept as it was made ready.
            shared: leave its weights where the kept file has them, for all processes: what is made
                of convolutions is as fast so, what multiplies matrices is not.
        """
        self._path = path
        self._threads = threads
        self._kept = kept
        self._shared = shared
        self._loading = threading.Lock()
        self._session: Any = None

    @property
    def outputs(self) -> list[str]:
        """The names of the graph's outputs."""
        return [output.name for output in self._loaded().get_outputs()]

    @property
    def inputs(self) -> list[str]:
        """The names of the graph's inputs."""
        return [value.name for value in self._loaded().get_inputs()]

    def batch(self, most: int) -> int:
        """Return how many rows to give at once: one, if the graph was made for a single one."""
        count = self._loaded().get_inputs()[0].shape[0]
        return count if isinstance(count, int) else most

    def run(self, outputs: Sequence[str], feeds: dict[str, Any]) -> list[Float32Array]:
        """Return these outputs; what only the others need is not computed."""
        options = onnxruntime().RunOptions()
        options.only_execute_path_to_fetches = True
        result: list[Float32Array] = self._loaded().run(list(outputs), feeds, options)
        return result

    def _loaded(self) -> Any:
        with self._loading:
            if self._session is None:
                self._session = self._load()
            return self._session

    def _load(self) -> Any:
        try:
            session = self._session_made()
        except Exception as error:  # onnxruntime's errors share no type
            raise ModelError("not_loaded", name=self._path.name, error=error) from error
        give_back()  # weights are copied several times while they are made ready
        return session

    def _session_made(self) -> Any:
        options = self._options()
        path = ready(self._path, self._kept) if self._kept else None
        if path is None:
            return load(self._path, options)
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
