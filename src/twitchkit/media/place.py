"""A name in the folder, and the files that belong to it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path, PurePosixPath

import msgspec

from twitchkit.errors import TargetNotWritable

VIDEO = ".mp4"
SIDECAR = ".json"
THUMBNAIL = ".jpg"
PART = ".part"
RECORD = ".part.json"
FRESH = ".fresh"
"""Behind the name of a small file that is being replaced."""

MOST_BYTES = 255 - len(" (99999)" + RECORD + FRESH)
"""Of the last component; what file systems hold, less our endings."""


class Place(msgspec.Struct, frozen=True, dict=True):
    """Where one clip lies.

    Args:
        root: the folder.
        name: relative to it, with `/`, without suffix.
    """

    root: Path
    name: str

    @cached_property
    def video(self) -> Path:
        """The finished file."""
        return self.with_ending(VIDEO)

    @cached_property
    def sidecar(self) -> Path:
        """The clip's metadata."""
        return self.with_ending(SIDECAR)

    @cached_property
    def thumbnail(self) -> Path:
        """The clip's picture."""
        return self.with_ending(THUMBNAIL)

    @cached_property
    def part(self) -> Path:
        """The unfinished file."""
        return self.with_ending(PART)

    @cached_property
    def record(self) -> Path:
        """What is known of the unfinished file."""
        return self.with_ending(RECORD)

    def with_ending(self, ending: str) -> Path:
        """The file of that ending."""
        return self.root / (self.name + ending)

    def make_folder(self) -> None:
        """Makes the folder that the name asks for.

        Raises:
            TargetNotWritable: it would lie outside `root`, for a symbolic link in the way.
            OSError: it cannot be made.
        """
        folder = self.video.parent
        if folder == self.root:
            return
        real_root = self.root.resolve()
        present = folder
        while not present.exists():
            present = present.parent
        # Looked at before anything is made: a link must not let us make folders elsewhere.
        if not present.resolve().is_relative_to(real_root):
            raise TargetNotWritable(target=str(self.video), reason="A symbolic link leads out of the folder.")
        folder.mkdir(parents=True, exist_ok=True)


def places(root: Path, name: str) -> Iterator[Place]:
    """Where a clip may lie: `name`, then `name (2)`, `name (3)`, …

    Raises:
        TargetNotWritable: `name` leads outside `root`.
    """
    name = _checked(root, name)
    yield Place(root, name)
    number = 2
    while True:
        yield Place(root, f"{name} ({number})")
        number += 1


def _checked(root: Path, name: str) -> str:
    parts = PurePosixPath(name).parts
    odd = not parts or name.startswith("/") or any(part in (".", "..") for part in name.split("/"))
    if odd or any(character in name for character in "\\\0:"):
        raise TargetNotWritable(target=str(root), reason=f"The name {name!r} is no relative path inside it.")
    *folders, last = parts
    return "/".join([*folders, last.encode()[:MOST_BYTES].decode(errors="ignore")])
