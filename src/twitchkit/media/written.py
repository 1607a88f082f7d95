"""A file that somebody asked for: it gets its name when all of it is written."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Generator
from pathlib import Path

from twitchkit.errors import DiskFull, TargetNotWritable


@contextlib.contextmanager
def written(target: Path) -> Generator[Path]:
    """A path beside `target` to write to; it replaces `target` at the end, when nothing was raised.

    Raises:
        DiskFull, TargetNotWritable: nothing is left behind.
    """
    fresh = target.with_name(f".{target.name}.{os.getpid()}.fresh")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        yield fresh
        with fresh.open("rb+") as file:
            os.fsync(file.fileno())
        fresh.replace(target)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise DiskFull(target=str(target.parent)) from error
        raise TargetNotWritable(target=str(target), reason=f"{error.strerror or error}.") from error
    finally:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)
