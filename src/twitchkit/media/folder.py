"""The folder that clips go to: what it holds, and who may write what."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from twitchkit.errors import NotVideo, TargetBusy, Truncated
from twitchkit.media.index import folded
from twitchkit.media.job import Job
from twitchkit.media.lock import Lock, lock_clip, lock_names, tidy_locks
from twitchkit.media.part import Part, leftover, write_small
from twitchkit.media.place import Place, places
from twitchkit.media.probe import check_mp4
from twitchkit.media.record import Record, read_slug
from twitchkit.media.scan import Holdings, scan
from twitchkit.media.trouble import writing_to


@dataclass(frozen=True, slots=True)
class Kept:
    """A clip that is there already.

    Args:
        path: its video.
        adopted: it had no sidecar until now.
    """

    path: Path
    adopted: bool = False


class TargetFolder:
    """The clips in one folder, known by their slugs, and the names that are taken.

    `TargetFolder.open` looks through the folder once.  A clip is kept when `NAME.json` with its slug lies
    beside `NAME.mp4`, whatever its title says now.

    Args:
        root: the folder; exists.
        holdings: what lies in it.
    """

    def __init__(self, root: Path, holdings: Holdings) -> None:
        self.root = root
        self._holdings = holdings
        self._in_use: set[str] = set()

    @classmethod
    def open(cls, root: str | Path) -> Self:
        """The folder, made if need be, and looked through.

        Raises:
            TargetNotWritable: it cannot be made, read or written.
            DiskFull: not even an empty file fits.
        """
        root = Path(root)
        with writing_to(root):
            root.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=root):
                pass
            folder = cls(root, scan(root))
            folder._tidy()
        return folder

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Removes what is only needed while clips are fetched."""
        tidy_locks(self.root)

    def kept(self, slug: str) -> Path | None:
        """The clip's video, None when it is not here."""
        for name in self._holdings.kept.find(slug):
            place = Place(self.root, name)
            if _holds(place, slug):
                return place.video
        return None

    def claim(self, job: Job) -> Part | Kept:
        """The clip's unfinished file, for nobody else until it is released; or the clip, if it is there.

        Raises:
            TargetBusy: another process is fetching this clip.
            DiskFull, TargetNotWritable: the disk, or a name that leads outside.
        """
        if path := self.kept(job.slug):
            return Kept(path)
        with writing_to(self.root), contextlib.ExitStack() as undo:
            lock = undo.enter_context(lock_clip(self.root, job.slug))
            found = self._adopt(job)
            if found is None:
                with lock_names(self.root):
                    found = self._claim(job, lock)
            if isinstance(found, Part):
                undo.pop_all()
            return found

    def published(self, part: Part) -> None:
        """Remembers a clip that was kept just now."""
        self._holdings.kept.add_late(part.record.slug, part.place.name)
        self._holdings.names.add_late(folded(part.place.name))

    def _claim(self, job: Job, lock: Lock) -> Part | Kept:
        slug = job.slug
        old = max(self._leftovers(slug), key=_part_bytes, default=None)
        fitting = (
            place
            for place in places(self.root, job.name)
            if place == old or self._is_free(place, slug) or _holds(place, slug)
        )
        place = next(fitting)
        if _holds(place, slug):
            return Kept(place.video)
        place.make_folder()
        if old is not None and place != old:
            _move_leftover(old, place)
        record = leftover(place, slug)
        if record is None:
            record = Record(slug=slug)
            # No other process looks before we give the names free, so this needs no second file.
            place.record.write_bytes(record.encode())
        self._in_use.add(folded(place.name))
        return Part(place, record, unlock=lambda: self._unlock(place, lock))

    def _unlock(self, place: Place, lock: Lock) -> None:
        if not place.record.exists():
            self._in_use.discard(folded(place.name))
        lock.release()

    def _is_free(self, place: Place, slug: str) -> bool:
        name = folded(place.name)
        known = name in self._in_use or name in self._holdings.names
        # Another process may have written since we looked.
        there = [path for path in place.all if os.path.lexists(path)]
        if not known and not there:
            return True
        ours = leftover(place, slug) is not None or read_slug(place.sidecar) == slug
        if ours:
            return place.video not in there
        # A kill while a name was given out leaves an empty record.
        return name not in self._in_use and there == [place.record] and _is_empty(place.record)

    def _leftovers(self, slug: str) -> Iterator[Place]:
        for name in self._holdings.parts.find(slug):
            place = Place(self.root, name)
            if leftover(place, slug) and not os.path.lexists(place.video):
                yield place

    def _adopt(self, job: Job) -> Kept | None:
        for name in self._holdings.bare.find(job.slug):
            place = Place(self.root, name)
            if os.path.lexists(place.sidecar) or place.video.is_symlink():
                continue
            with contextlib.suppress(FileNotFoundError, NotVideo, Truncated):
                check_mp4(place.video)
                write_small(place.sidecar, job.sidecar, durable=True)
                self._holdings.kept.add_late(job.slug, name)
                return Kept(place.video, adopted=True)
        return None

    def _tidy(self) -> None:
        """Removes what a kill between a clip's publishing and its end left over."""
        for slug in self._holdings.unfinished:
            if self.kept(slug) is None:
                continue
            with contextlib.suppress(TargetBusy), lock_clip(self.root, slug):
                for name in self._holdings.parts.find(slug):
                    place = Place(self.root, name)
                    if leftover(place, slug):
                        place.part.unlink(missing_ok=True)
                        place.record.unlink(missing_ok=True)
        self._holdings.unfinished.clear()


def _holds(place: Place, slug: str) -> bool:
    return place.video.is_file() and read_slug(place.sidecar) == slug


def _is_empty(path: Path) -> bool:
    return path.stat().st_size == 0


def _part_bytes(place: Place) -> int:
    return place.part.stat().st_size if place.part.is_file() else -1


def _move_leftover(old: Place, new: Place) -> None:
    # The record first: a part without one is nobody's, and would be fetched again.
    write_small(new.record, old.record.read_bytes())
    if old.part.is_file():
        old.part.replace(new.part)
    old.record.unlink()
