"""Where an answer's body goes, as its head says."""

from __future__ import annotations

import contextlib
from typing import Self

from twitchkit.clips.link import Link
from twitchkit.media.job import Job
from twitchkit.media.means import Means
from twitchkit.media.part import Part
from twitchkit.media.probe import SNIFF_BYTES
from twitchkit.media.record import Record
from twitchkit.media.reply import Begin, Continue, Verdict, judge
from twitchkit.media.room import Hold
from twitchkit.media.sink import Sink
from twitchkit.wire import Space, StreamHead, Took


class Reception:
    """Judges one answer and takes its body; the room it needs is held while the context is open.

    Args:
        job: what is wanted.
        link: which was asked.
        part: where the bytes go.
        sink: the way there.
        means: what all files share.
        held: the record of what the part holds, None when nothing of it is gone on with.
        held_bytes: how much that is.
    """

    def __init__(
        self, job: Job, link: Link, part: Part, sink: Sink, means: Means, held: Record | None, held_bytes: int
    ) -> None:
        self._job = job
        self._link = link
        self._part = part
        self._sink = sink
        self._means = means
        self._held = held
        self._room = contextlib.ExitStack()
        self._hold = Hold(0)
        self.held_bytes = held_bytes
        """Of the file, before the body."""
        self.length: int | None = None
        """Of the whole file, if the server told it."""
        self.verdict: Verdict | None = None
        """What the answer means."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._room.close()

    def begin(self, head: StreamHead) -> tuple[Space, Took] | None:
        """As `wire.OnHead`: where the body goes, None when it is of no use.

        Raises:
            DiskFull, TargetNotWritable: the disk.
        """
        self.verdict = judge(
            head,
            held=self._held,
            held_bytes=self.held_bytes,
            label=self._link.label,
            slug=self._job.slug,
            host=self._link.host,
        )
        match self.verdict:
            case Begin(record):
                self.length, self.held_bytes = record.length, 0
                self._sink.expect(record)
            case Continue():
                self.length = self._part.record.length
                self._part.go_on(self.held_bytes)
            case _:
                return None
        rest_bytes = max(0, (self.length or 0) - self.held_bytes)
        self._hold = self._room.enter_context(self._means.room.hold(rest_bytes))
        return self.space, self.took

    def space(self) -> memoryview:
        """Where the next bytes go."""
        bucket = self._means.bucket
        return self._sink.space[: max(SNIFF_BYTES, bucket.piece_bytes)] if bucket else self._sink.space

    def took(self, size_bytes: int) -> bool:
        """So many are there; True when more may follow at once.

        Raises:
            NotVideo: it is none.
            DiskFull, TargetNotWritable: the disk.
        """
        self._sink.took(size_bytes)
        return self._means.bucket is None

    def came(self, size_bytes: int) -> None:
        """So much less is needed."""
        self._hold.left_bytes -= size_bytes
