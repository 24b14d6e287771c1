"""One window a library: a second start hands its folder to the first and ends."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_TIMEOUT_MS = 800


def _name(library: Path) -> str:
    digest = hashlib.sha256(str(library).encode("utf-8", "surrogateescape"))
    return f"photosearch-{digest.hexdigest()[:16]}"


def hand_over(library: Path, folder: Path | None) -> bool:
    """Tell the window that is open already, if there is one, to come up and add ``folder``."""
    socket = QLocalSocket()
    socket.connectToServer(_name(library))
    if not socket.waitForConnected(_TIMEOUT_MS):
        return False
    socket.write(json.dumps(str(folder) if folder else "").encode("ascii") + b"\n")
    socket.waitForBytesWritten(_TIMEOUT_MS)
    socket.disconnectFromServer()
    return True


class InstanceServer(QObject):
    """Listens for further starts.

    Signals (paths travel as objects: Qt's own strings lose bytes that are no text):
        called(str): another start; the folder it was given, or nothing.
    """

    called = Signal(object)

    def __init__(self, library: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._callers: list[QLocalSocket] = []
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        QLocalServer.removeServer(_name(library))  # left by a crash; nobody answered there
        self._server.listen(_name(library))

    def close(self) -> None:
        """Stop listening."""
        self._server.close()

    def _on_connection(self) -> None:
        # No slot may hold a caller: its last reference would go while Qt destroys the socket.
        socket = self._server.nextPendingConnection()
        self._callers.append(socket)
        socket.readyRead.connect(self._read)
        socket.disconnected.connect(self._forget)
        self._read()

    def _read(self) -> None:
        for socket in self._callers:
            if socket.canReadLine():
                self._tell(bytes(socket.readLine().data()))

    def _forget(self) -> None:
        self._read()
        gone = QLocalSocket.LocalSocketState.UnconnectedState
        for socket in [caller for caller in self._callers if caller.state() == gone]:
            self._callers.remove(socket)
            socket.deleteLater()

    def _tell(self, line: bytes) -> None:
        try:
            folder = json.loads(line)
        except ValueError:
            return
        self.called.emit(folder if isinstance(folder, str) else "")
