"""One request for one file."""

from __future__ import annotations

from pathlib import Path

import msgspec

from twitchkit.clips.link import Link
from twitchkit.errors import NetworkError, NotVideo, Truncated, TwitchkitError
from twitchkit.media.job import Job
from twitchkit.media.means import Means
from twitchkit.media.part import Part
from twitchkit.media.probe import check_mp4
from twitchkit.media.reception import Reception
from twitchkit.media.record import Record
from twitchkit.media.reply import Changed, Trouble, Whole
from twitchkit.media.sink import Sink
from twitchkit.media.trouble import writing_to
from twitchkit.secret import Secret
from twitchkit.wire import Request, Stream


class Setback(msgspec.Struct, frozen=True):
    """The same link may give more later.

    Args:
        error: what to raise when it is not tried again.
        after_s: the server wants us to wait so long, seconds.
    """

    error: TwitchkitError
    after_s: float = 0.0


class Attempt:
    """Asks one link once for what the part does not hold yet.

    Args:
        job: what is wanted.
        link: where.
        part: where the bytes go.
        means: what all files share.
    """

    def __init__(self, job: Job, link: Link, part: Part, means: Means) -> None:
        self._job = job
        self._link = link
        self._part = part
        self._means = means
        self.bytes_fetched = 0

    async def run(self) -> Setback | None:
        """None when the part is the whole file now, checked; else why not yet.

        Raises:
            LinkRefused, NotVideo: this link gives no file.
            DiskFull, TargetNotWritable: the disk.
            NetworkError: one that another try does not mend.
        """
        try:
            return await self._ask()
        except Truncated as error:
            return Setback(error)
        except NetworkError as error:
            if not error.retryable:
                raise
            return Setback(error)

    async def _ask(self) -> Setback | None:
        part = self._part
        held_bytes = part.held_bytes(self._link.label)
        held = part.record if held_bytes else None
        if held and held.length == held_bytes:
            # An earlier run was ended between the last byte and the publishing.
            return await self._check(held_bytes)
        async with self._sink() as sink:
            with Reception(self._job, self._link, part, sink, self._means, held, held_bytes) as reception:
                # Left with the last byte: another file's request goes out while this one is looked at.
                async with self._means.open_file(self._request(held, held_bytes), reception.begin) as stream:
                    setback, expected = await self._answer(stream, reception)
        return setback or await self._check(expected)

    async def _answer(self, stream: Stream, reception: Reception) -> tuple[Setback | None, int | None]:
        """Why there is no file yet, or how long it is if that is known."""
        match reception.verdict:
            case Trouble(error, again, after_s):
                if not again:
                    raise error
                return Setback(error, after_s), None
            case Changed():
                self._part.drop()
                problem = "the server has another file now"
                return Setback(Truncated(expected=None, got=reception.held_bytes, problem=problem)), None
            case Whole(length):
                return None, length
            case _:
                await self._receive(stream, reception)
        return None, self._part.record.length

    def _request(self, held: Record | None, held_bytes: int) -> Request:
        headers: dict[str, str | Secret] = {}
        if held and held.validator:
            headers = {"Range": f"bytes={held_bytes}-", "If-Range": held.validator}
        return Request("GET", self._link.url.reveal(), headers)

    async def _receive(self, stream: Stream, reception: Reception) -> None:
        """Takes the body: the rest of the file, or all of it."""
        job, means = self._job, self._means
        while size := await stream.read_into(reception.space, reception.took):
            if not self.bytes_fetched:
                length, held_bytes = reception.length, reception.held_bytes
                means.progress.started(job, size_bytes=length, held_bytes=held_bytes)
            reception.came(size)
            self.bytes_fetched += size
            means.progress.advanced(job, size)
            if means.bucket:
                await means.bucket.take(size)

    def _sink(self) -> Sink:
        return Sink(self._part, self._means.disk, monotonic=self._means.monotonic)

    async def _check(self, expected_bytes: int | None) -> None:
        part = self._part
        too_short = expected_bytes is not None and part.size_bytes < expected_bytes
        if too_short:
            raise Truncated(expected=expected_bytes, got=part.size_bytes)
        with writing_to(part.place.part):
            try:
                await self._check_content(expected_bytes)
            except (NotVideo, Truncated):
                # Its length is right and its content is not: nothing of it can be gone on with.
                part.drop()
                raise

    async def _check_content(self, expected_bytes: int | None) -> None:
        part = self._part
        if part.walk is None:
            path = Path(part.place.part)
            await self._means.disk.offload(lambda: check_mp4(path, expected_bytes=expected_bytes))
            return
        problem = part.walk.fault()
        if problem or expected_bytes not in (None, part.size_bytes):
            raise Truncated(expected=expected_bytes, got=part.size_bytes, problem=problem or "")
