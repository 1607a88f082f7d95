"""The disk's errors in our words."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Generator
from pathlib import Path

from twitchkit.errors import DiskFull, DownloadError, TargetNotWritable

FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


def disk_trouble(error: OSError, target: str | Path) -> DownloadError:
    """What `error` means for whoever wanted to write to `target`."""
    if error.errno in FULL:
        return DiskFull(target=str(target))
    return TargetNotWritable(target=str(target), reason=f"{error.strerror or type(error).__name__}.")


@contextlib.contextmanager
def writing_to(target: str | Path) -> Generator[None]:
    """The disk's errors within are raised as `DiskFull` or `TargetNotWritable`."""
    try:
        yield
    except OSError as error:
        raise disk_trouble(error, target) from error
