"""The engine process: started, spoken to, and started again when it dies."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from PySide6.QtCore import QObject, QProcess, Qt, QTimer, Signal

from photosearch.errors import WireError
from photosearch.wire import messages

# The engine ends with this status when it has already told why it can't run.
EXIT_TOLD_WHY = 3
# After so many deaths in a row without an answer in between, starting again is no help.
MOST_RESTARTS = 5
RESTART_DELAY_MS = 300
STOP_TIMEOUT_MS = 5000


def engine_command() -> list[str]:
    """Return the command line of the engine."""
    return [sys.executable, "-m", "photosearch.engine"]


class EngineClient(QObject):
    """Speaks to the engine.

    Signals:
        event_received(object): a typed event.
        started(): the engine answers (also after a restart).
        lost(): the engine has died and is being started again.
        gave_up(str): it can't be started; its last words.
    """

    event_received = Signal(object)
    started = Signal()
    lost = Signal()
    gave_up = Signal(str)

    def __init__(self, command: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command = list(command)
        self._deaths = 0
        self._stopping = False
        self._start_again = False
        self._last_words = b""
        self._process = QProcess(self)
        self._process.setProcessChannelMode(QProcess.ProcessChannelMode.SeparateChannels)
        self._process.readyReadStandardOutput.connect(self._read_events)
        self._process.readyReadStandardError.connect(self._read_last_words)
        self._process.finished.connect(self._on_finished)
        # Queued, for where it fails to start at once: the window is told when it is there.
        self._process.errorOccurred.connect(self._on_error, Qt.ConnectionType.QueuedConnection)
        self._restart = QTimer(self, singleShot=True, interval=RESTART_DELAY_MS)
        self._restart.timeout.connect(self.start)

    @property
    def pid(self) -> int:
        """The engine's process id, 0 if it does not run."""
        return int(self._process.processId())

    def start(self) -> None:
        """Start the engine, after its end if it is just ending; returns at once."""
        self._stopping = False
        self._start_again = self._process.state() != QProcess.ProcessState.NotRunning
        if self._start_again:
            self._process.closeWriteChannel()  # an engine without a window ends
            return
        self._process.start(self._command[0], self._command[1:])
        self.send(messages.Hello())

    def send(self, command: messages.Command) -> None:
        """Send a command; it is lost if the engine does not run."""
        if self._process.state() != QProcess.ProcessState.NotRunning:
            self._process.write(messages.encode(command))

    def stop(self) -> None:
        """Let the engine finish its batch and end."""
        self._stopping = True
        self._restart.stop()
        if self._process.state() == QProcess.ProcessState.NotRunning:
            return
        self.send(messages.Stop())
        self._process.closeWriteChannel()
        if not self._process.waitForFinished(STOP_TIMEOUT_MS):
            self._process.kill()
            self._process.waitForFinished(STOP_TIMEOUT_MS)

    def _read_events(self) -> None:
        while self._process.canReadLine():
            line = bytes(self._process.readLine().data())
            try:
                event = messages.decode_event(line)
                if isinstance(event, messages.Ready):
                    self._welcome(event)
            except WireError as error:
                event = messages.Failure(said=error.said)
            self.event_received.emit(event)

    def _welcome(self, ready: messages.Ready) -> None:
        """Say that questions are answered; let an engine go that speaks another protocol."""
        try:
            messages.check_protocol(ready.protocol)
        except WireError:
            self._stopping = True  # starting it again is no help
            self._process.closeWriteChannel()
            raise
        self._deaths = 0
        self.started.emit()

    def _read_last_words(self) -> None:
        self._last_words = bytes(self._process.readAllStandardError().data())[-2000:]

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self.gave_up.emit(self._process.errorString())

    def _on_finished(self, status: int) -> None:
        if self._start_again and not self._stopping:
            self.start()
            return
        if self._stopping or status == EXIT_TOLD_WHY:
            return
        self._deaths += 1
        if self._deaths > MOST_RESTARTS:
            self.gave_up.emit(self._last_words.decode(errors="replace").strip())
            return
        self.lost.emit()
        self._restart.start()
