"""One writer a library: the lock that a second instance meets."""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock, Timeout

from photosearch.errors import LibraryInUseError, StorageError
from photosearch.paths import make_private


class WriterLock:
    """Held by the one process that may write; the system frees it when the process ends."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = FileLock(path)

    @property
    def held(self) -> bool:
        """Whether this process is the writer."""
        return self._lock.is_locked

    def acquire(self, wait: float = 0.0) -> None:
        """Become the writer.

        Args:
            wait: seconds to wait for another writer to end.

        Raises:
            LibraryInUseError: another process is the writer.
            StorageError: the lock file can't be made.
        """
        try:
            make_private(self._path.parent)
            self._lock.acquire(timeout=wait)
        except Timeout as error:
            raise LibraryInUseError("open_elsewhere") from error
        except OSError as error:
            raise StorageError(
                "folder_not_written", folder=self._path.parent, error=error.strerror or error
            ) from error

    def try_acquire(self) -> bool:
        """Become the writer if nobody is and the disk allows it; say whether that worked."""
        try:
            self.acquire()
        except (LibraryInUseError, StorageError):
            return False
        return True

    def release(self) -> None:
        """Let another process write."""
        self._lock.release()
