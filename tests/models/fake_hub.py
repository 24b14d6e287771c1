"""A hub of models on this machine, whose connection can break and whose files can be damaged."""

from __future__ import annotations

import hashlib
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from photosearch.models.folders import files_below


class Hub(ThreadingHTTPServer):
    """Serves one model, ``owner/NAME``, from a folder.

    ``breaks``: after how many bytes the connection is lost, one request each. ``asked``: the first
    byte of each request for a file, by its name. ``damages``: a file whose bytes are others than
    the list of files says. ``stalls``: after how many bytes of a large file nothing more comes,
    until ``go`` is set.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.folder = folder
        self.breaks: list[int] = []
        self.asked: list[tuple[str, int]] = []
        self.damages = ""
        self.stalls = 0
        self.go = threading.Event()
        self.revision = "main"

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: that clients go is what is tried."""


class _Handler(BaseHTTPRequestHandler):
    server: Hub

    def do_GET(self) -> None:
        """Answer."""
        path = self.path.partition("?")[0]
        model = f"owner/{self.server.folder.name}"
        if re.fullmatch(rf"/api/models/{model}(/revision/{self.server.revision})?", path):
            self._list(model)
        elif file := re.fullmatch(rf"/{model}/resolve/{self.server.revision}/(.+)", path):
            self._file(file[1])
        else:
            self.send_error(404)

    def _list(self, model: str) -> None:
        body = json.dumps({"id": model, "siblings": list(self._siblings())}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _siblings(self) -> Iterator[dict[str, object]]:
        for name in files_below(self.server.folder):
            data = (self.server.folder / name).read_bytes()
            blob = hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()
            told: dict[str, object] = {"rfilename": name, "size": len(data), "blobId": blob}
            if not name.endswith(".json"):
                told["lfs"] = {
                    "sha256": hashlib.sha256(data).hexdigest(),
                    "size": len(data),
                    "pointerSize": 130,
                }
            yield told

    def _file(self, name: str) -> None:
        data = (self.server.folder / name).read_bytes()
        if name == self.server.damages:
            data = data[:-1] + bytes([data[-1] ^ 1])
        asked = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        start = int(asked[1]) if asked else 0
        self.server.asked.append((name, start))
        self.send_response(206 if asked else 200)
        self.send_header("Content-Length", str(len(data) - start))
        if asked:
            self.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
        self.end_headers()
        rest = data[start:]
        if self.server.stalls and len(rest) > self.server.stalls and not self.server.go.is_set():
            self.wfile.write(rest[: self.server.stalls])
            self.wfile.flush()
            rest = rest[self.server.stalls :]
            self.server.go.wait(40)
        if self.server.breaks and len(rest) > self.server.breaks[0]:
            self.wfile.write(rest[: self.server.breaks.pop(0)])
            self.wfile.flush()
            self.close_connection = True
            self.connection.close()
        else:
            self.wfile.write(rest)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def hub_of(folder: Path, patch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """Run a hub that serves a folder, and let this process ask it."""
    with Hub(folder) as hub:
        thread = threading.Thread(target=hub.serve_forever, daemon=True)
        thread.start()
        patch.setattr("huggingface_hub.constants.ENDPOINT", hub.url)
        patch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", False)
        patch.setattr(
            "huggingface_hub.constants.HUGGINGFACE_CO_URL_TEMPLATE",
            hub.url + "/{repo_id}/resolve/{revision}/{filename}",
        )
        patch.setattr("photosearch.models.hub.CHUNK", 4_096)
        patch.setenv("HF_ENDPOINT", hub.url)  # for child processes
        yield hub
        hub.go.set()
        hub.shutdown()
        thread.join()
