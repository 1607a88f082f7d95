"""The folder that clips go to: what it holds, and who may write what."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from twitchkit.errors import NotVideo, TargetBusy, Truncated
from twitchkit.media.index import Names, folded
from twitchkit.media.job import Job
from twitchkit.media.part import Part
from twitchkit.media.place import VIDEO, Place, places
from twitchkit.media.probe import check_mp4
from twitchkit.media.record import Record, read_record, read_slug
from twitchkit.media.record_file import RecordFile
from twitchkit.media.scan import Holdings, scan
from twitchkit.media.small_file import write_small
from twitchkit.media.trouble import writing_to


class Kept(msgspec.Struct, frozen=True):
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
    beside `NAME.mp4`, whatever its title says now.  Of an archive's million sidecars none is read: the
    catalogue tells which videos it knows, and these are not asked for.

    Args:
        root: the folder; exists.
        holdings: what lies in it.
    """

    def __init__(self, root: Path, holdings: Holdings) -> None:
        self.root = root
        self._holdings = holdings
        self._in_use: set[str] = set()

    @classmethod
    def open(cls, root: str | Path, known: Iterable[str] = ()) -> Self:
        """The folder, made if need be, and looked through.

        Args:
            root: the folder.
            known: videos, relative to it, whose clips nobody will ask for; they may be gone.

        Raises:
            TargetNotWritable: it cannot be made, read or written.
            DiskFull: not even an empty file fits.
        """
        root = Path(root)
        with writing_to(root):
            root.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=root):
                pass
            folder = cls(root, scan(root, Names(folded(path.removesuffix(VIDEO)) for path in known)))
            folder._tidy()
        return folder

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Nothing is held open between clips; here for `with`."""

    def kept(self, slug: str) -> Path | None:
        """The clip's video, None when it is not here."""
        for name in self._holdings.kept.find(slug):
            place = Place(self.root, name)
            if _holds(place, slug):
                return Path(place.video)
        return None

    def claim(self, job: Job) -> Part | Kept:
        """The clip's unfinished file, for nobody else until it is released; or the clip, if it is there.

        Raises:
            TargetBusy: another process is fetching this clip.
            DiskFull, TargetNotWritable: the disk, or a name that leads outside.
        """
        if path := self.kept(job.slug):
            return Kept(path)
        with writing_to(self.root):
            return self._adopt(job) or self._go_on(job) or self._start(job)

    def published(self, part: Part) -> None:
        """Remembers a clip that was kept just now."""
        self._holdings.kept.add_late(part.record.slug, part.place.name)
        self._holdings.names.add_late(folded(part.place.name))

    def _start(self, job: Job) -> Part | Kept:
        for place in places(self.root, job.name):
            if taken := self._take(place, job.slug):
                return self._part(place, *taken)
            # Another process may have published it just now.
            if _holds(place, job.slug):
                return Kept(Path(place.video))
        raise AssertionError("names are without end")

    def _go_on(self, job: Job) -> Part | None:
        """The part that an earlier run left, under the name that the clip has now."""
        old = max(self._leftovers(job.slug), key=_part_bytes, default=None)
        if old is None:
            return None
        file = RecordFile.open(old.record, create=False)
        if file is None:
            raise TargetBusy(slug=job.slug, target=str(self.root))
        with contextlib.ExitStack() as left:
            left.callback(file.close)
            record = file.read() or Record(slug=job.slug)
            place, fresh = self._move(old, record, job)
            if fresh is None:
                left.pop_all()
            else:
                left.callback(file.remove)
        return self._part(place, record, fresh or file)

    def _move(self, old: Place, record: Record, job: Job) -> tuple[Place, RecordFile | None]:
        """Where the part lies now, with its new record if it was moved."""
        for place in places(self.root, job.name):
            if place == old:
                if not os.path.lexists(place.video):
                    return old, None
            elif taken := self._take(place, job.slug):
                _, fresh = taken
                # The record first: a part without one is nobody's, and would be fetched again.
                fresh.write(record)
                if os.path.isfile(old.part):
                    os.replace(old.part, place.part)
                return place, fresh
        raise AssertionError("names are without end")

    def _part(self, place: Place, record: Record, file: RecordFile) -> Part:
        name = folded(place.name)
        self._in_use.add(name)

        def freed(stays: bool) -> None:
            self._in_use.discard(name)
            if stays:
                self._holdings.parts.add_late(record.slug, place.name)
                self._holdings.names.add_late(name)

        return Part(place, record, file, freed=freed)

    def _take(self, place: Place, slug: str) -> tuple[Record, RecordFile] | None:
        """The record of `place`, saying `slug`, if the name is free or was meant for this clip."""
        name = folded(place.name)
        described = os.path.lexists(place.sidecar)
        ours = described and read_slug(place.sidecar) == slug
        if name in self._in_use or (described and not ours):
            return None
        taken = name in self._holdings.names or name in self._holdings.known
        if taken and not ours and not os.path.lexists(place.record):
            return None
        place.make_folder()
        file = RecordFile.open(place.record)
        if file is None:
            _refuse_if_busy(place, slug)
            return None
        record = file.read()
        is_fresh = file.is_empty and not os.path.lexists(place.part)
        is_new = record is None and (is_fresh or file.is_torn(slug))
        if is_new:
            record = Record(slug=slug)
            file.write(record)
        elif record is None or record.slug != slug:
            file.close()
            return None
        if os.path.lexists(place.video):
            # Somebody else's, under our name.
            file.remove() if is_new else file.close()
            return None
        return record, file

    def _leftovers(self, slug: str) -> Iterator[Place]:
        for name in self._holdings.parts.find(slug):
            place = Place(self.root, name)
            record = read_record(place.record)
            if record and record.slug == slug:
                yield place

    def _adopt(self, job: Job) -> Kept | None:
        for name in self._holdings.bare.find(job.slug):
            place = Place(self.root, name)
            if os.path.lexists(place.sidecar) or os.path.islink(place.video):
                continue
            with contextlib.suppress(FileNotFoundError, NotVideo, Truncated):
                check_mp4(Path(place.video))
                write_small(place.sidecar, job.sidecar, durable=True)
                self._holdings.kept.add_late(job.slug, name)
                return Kept(Path(place.video), adopted=True)
        return None

    def _tidy(self) -> None:
        """Removes what a kill between a clip's publishing and its end left over."""
        for slug in self._holdings.unfinished:
            if self.kept(slug) is None:
                continue
            for place in self._leftovers(slug):
                if file := RecordFile.open(place.record):
                    with contextlib.suppress(FileNotFoundError):
                        os.unlink(place.part)
                    file.remove()
        self._holdings.unfinished.clear()


def _holds(place: Place, slug: str) -> bool:
    return os.path.isfile(place.video) and read_slug(place.sidecar) == slug


def _part_bytes(place: Place) -> int:
    return os.path.getsize(place.part) if os.path.isfile(place.part) else -1


def _refuse_if_busy(place: Place, slug: str) -> None:
    record = read_record(place.record)
    if record and record.slug == slug:
        raise TargetBusy(slug=slug, target=str(place.root))
