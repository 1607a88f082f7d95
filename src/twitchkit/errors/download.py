"""The bytes of a file, and the place they go to."""

from __future__ import annotations

from twitchkit.errors.base import TwitchkitError


class DownloadError(TwitchkitError):
    """The bytes of a file, or the place they go to."""

    code = "download"


class Truncated(DownloadError):
    """The file's length or its boxes end too early, after every retry.  Sizes in bytes."""

    code = "truncated"
    exit_code = 5
    retryable = True

    def __init__(self, *, expected: int | None, got: int, problem: str = "") -> None:
        self.expected, self.got = expected, got
        length = f"Got {got} bytes" + (f" of {expected}" if expected is not None else "")
        super().__init__(
            what="The file is not whole.",
            why=f"{length}{': ' + problem if problem else ''}.",
            fix="Try again: it goes on where it stopped.",
        )


class NotVideo(DownloadError):
    """What came is no MP4.  `got` says what it looks like."""

    code = "not-video"
    exit_code = 5

    def __init__(self, *, got: str) -> None:
        self.got = got
        super().__init__(
            what="What the link gave is no MP4.",
            why=f"It looks like {got}.",
            fix="Nothing was kept; try another --source.",
        )


class LinkRefused(DownloadError):
    """The media host refuses the link, and a fresh one is refused too."""

    code = "link-refused"
    exit_code = 5
    retryable = True

    def __init__(self, *, status: int, host: str) -> None:
        self.status, self.host = status, host
        super().__init__(
            what="The file's link does not work.",
            why=f"{host} answered {status}.",
            fix="Try again later, or another --quality or --source.",
        )


class DiskFull(DownloadError):
    """Not enough space.  Sizes in bytes."""

    code = "disk-full"

    def __init__(self, *, target: str, needed: int | None = None, free: int | None = None) -> None:
        self.needed, self.free = needed, free
        room = (
            f"{free} bytes are free, {needed} more are needed."
            if free is not None and needed is not None
            else ""
        )
        super().__init__(
            what=f"No space left in {target}.",
            why=room,
            fix="Free some space and run the same command again: it goes on where it stopped.",
        )


class TargetNotWritable(DownloadError):
    """The folder or file cannot be written."""

    code = "target-not-writable"

    def __init__(self, *, target: str, reason: str) -> None:
        super().__init__(
            what=f"Cannot write to {target}.",
            why=reason,
            fix="Choose another folder with --to, or mend its permissions.",
        )


class TargetBusy(DownloadError):
    """Another process is fetching the same clip into the same folder."""

    code = "target-busy"
    exit_code = 75
    retryable = True

    def __init__(self, *, slug: str, target: str) -> None:
        self.slug = slug
        super().__init__(
            what=f"{slug} is already being fetched.",
            why=f"Another process is writing it to {target}.",
            fix="Let that one finish; if it fails, run the same command again.",
        )
