"""A name in the folder, and the files that belong to it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

from twitchkit.clips.file_text import expressible
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


class Place(msgspec.Struct, frozen=True):
    """Where one clip lies.

    Its files are told as text: measured, to make a `Path` of each was a third of claiming a name.

    Args:
        root: the folder.
        name: relative to it, with `/`, without suffix.
    """

    root: Path
    name: str

    @property
    def video(self) -> str:
        """The finished file."""
        return self.with_ending(VIDEO)

    @property
    def sidecar(self) -> str:
        """The clip's metadata."""
        return self.with_ending(SIDECAR)

    @property
    def thumbnail(self) -> str:
        """The clip's picture."""
        return self.with_ending(THUMBNAIL)

    @property
    def part(self) -> str:
        """The unfinished file."""
        return self.with_ending(PART)

    @property
    def record(self) -> str:
        """What is known of the unfinished file."""
        return self.with_ending(RECORD)

    def with_ending(self, ending: str) -> str:
        """The file of that ending."""
        return os.path.join(self.root, self.name) + ending

    def make_folder(self) -> None:
        """Makes the folder that the name asks for.

        Raises:
            TargetNotWritable: it would lie outside `root`, for a symbolic link in the way.
            OSError: it cannot be made.
        """
        if "/" not in self.name:
            return
        folder = Path(self.video).parent
        real_root = self.root.resolve()
        present = folder
        while not present.exists():
            present = present.parent
        # Looked at before anything is made: a link must not let us make folders elsewhere.
        if not present.resolve().is_relative_to(real_root):
            raise TargetNotWritable(target=self.video, reason="A symbolic link leads out of the folder.")
        folder.mkdir(parents=True, exist_ok=True)


def places(root: Path, name: str, *, encoding: str = sys.getfilesystemencoding()) -> Iterator[Place]:
    """Where a clip may lie: `name`, then `name (2)`, `name (3)`, …

    Args:
        root: the folder.
        name: relative to it, with `/`, without suffix.
        encoding: of names of files; what it does not know becomes `_`.

    Raises:
        TargetNotWritable: `name` leads outside `root`.
    """
    name = _checked(root, expressible(name, encoding))
    yield Place(root, name)
    number = 2
    while True:
        yield Place(root, f"{name} ({number})")
        number += 1


def _checked(root: Path, name: str) -> str:
    *folders, last = parts = name.split("/")
    if not {"", ".", ".."}.isdisjoint(parts) or any(character in name for character in "\\\0:"):
        raise TargetNotWritable(target=str(root), reason=f"The name {name!r} is no relative path inside it.")
    return "/".join([*folders, last.encode()[:MOST_BYTES].decode(errors="ignore")])
