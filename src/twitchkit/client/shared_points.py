"""A bucket that processes count down together, in a file that they lock."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

import msgspec

from twitchkit.helix.budget import Points
from twitchkit.shape import ready

PATIENCE_S = 2.0
"""A turn takes microseconds; whoever holds the lock longer hangs, and is not waited for."""


class SharedPoints:
    """What all processes together have left.  It is asked only while a bucket is low, so it costs nothing
    before; a file that is lost or damaged costs a 429 at most.

    Args:
        file: made when it is needed, in a folder that exists.
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    def taken(self, own: Points) -> Points:
        """The bucket after a point was taken from the lower of `own` and the count in the file."""

        def take(kept: Points | None) -> Points:
            level = own.level if kept is None else min(own.level, kept.until(own.at).level)
            return msgspec.structs.replace(own, level=level - 1)

        return self._changed(take) or own.without(1)

    def put_back(self) -> None:
        """A point that was taken is not used."""
        self._changed(lambda kept: kept.without(-1) if kept else None)

    def _changed(self, change: Callable[[Points | None], Points | None]) -> Points | None:
        from filelock import FileLock, Timeout

        try:
            with FileLock(f"{self._file}.lock", timeout=PATIENCE_S, mode=0o600):
                points = change(self._read())
                if points:
                    self._file.write_bytes(msgspec.json.encode(points))
                return points
        except (OSError, Timeout):
            # Where it cannot be shared, each process keeps its own count, and Twitch's headers tell the rest.
            return None

    def _read(self) -> Points | None:
        with contextlib.suppress(OSError, msgspec.DecodeError, UnicodeDecodeError):
            return msgspec.json.decode(self._file.read_bytes(), type=ready(Points))
        return None
