"""One run: workers who take jobs, and what becomes of each."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from typing import cast

from twitchkit.clips.link import Link
from twitchkit.errors import ClipGone, DiskFull, TwitchkitError
from twitchkit.log import Logger
from twitchkit.media.fetch import Fetch
from twitchkit.media.folder import Kept, TargetFolder
from twitchkit.media.job import Job
from twitchkit.media.means import Means
from twitchkit.media.outcome import Outcome
from twitchkit.media.part import Part
from twitchkit.media.publish import Ready
from twitchkit.media.publisher import Publisher
from twitchkit.media.thumbnail import fetch_thumbnail

logger = Logger("twitchkit.media")

DISK_THREADS = 4
"""Checks, flushes and slow writes under way at the same time."""


class Shift:
    """One run of a downloader.

    Args:
        folder: where to.
        means: what all files share.
        jobs: the source of work.
        settle: is given each outcome.
    """

    def __init__(
        self,
        folder: TargetFolder,
        means: Means,
        jobs: AsyncIterator[Job | Outcome],
        settle: Callable[[Outcome], object],
    ) -> None:
        self._folder = folder
        self._means = means
        self._source = jobs
        self._settle = settle
        self._turn = asyncio.Lock()
        self._busy: dict[str, asyncio.Event] = {}
        self._publisher = Publisher(means.disk.offload)
        self._publishing: set[asyncio.Task[None]] = set()
        self._failure: Exception | None = None
        self._stopped = False
        self._free_to_publish = asyncio.Semaphore(0)

    async def work(self, workers: int) -> None:
        """Returns when no job is left, or none is taken any more, and all that was begun is settled.

        Raises:
            whatever the source or the progress raised first, after what was begun is settled.
        """
        self._free_to_publish = asyncio.Semaphore(workers)
        tasks = [asyncio.create_task(self._worker()) for _ in range(workers)]
        try:
            await asyncio.gather(*tasks)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            if isinstance(self._source, AsyncGenerator):
                await cast("AsyncGenerator[Job | Outcome]", self._source).aclose()
            # Whole files are not given up: what is on its way to the disk gets there.
            while self._publishing:
                await asyncio.wait(self._publishing)
        if self._failure:
            raise self._failure

    async def _worker(self) -> None:
        while (job := await self._next()) is not None:
            if isinstance(job, Outcome):
                self._finish(job)
                continue
            async with contextlib.AsyncExitStack() as done:
                await self._alone(job.slug, done)
                await self._do(job, done)

    async def _next(self) -> Job | Outcome | None:
        async with self._turn:
            if self._stopped:
                return None
            try:
                return await anext(self._source)
            except StopAsyncIteration:
                self._stopped = True
            except TwitchkitError as error:
                # What is being fetched gets done first.
                self._stop(error)
            return None

    async def _alone(self, slug: str, done: contextlib.AsyncExitStack) -> None:
        """Waits until nobody else in this run is at work on `slug`; `done` ends our own turn."""
        while slug in self._busy:
            await self._busy[slug].wait()
        ours = self._busy[slug] = asyncio.Event()
        done.callback(ours.set)
        done.callback(self._busy.pop, slug)

    async def _do(self, job: Job, done: contextlib.AsyncExitStack) -> None:
        try:
            claimed = self._folder.claim(job)
        except TwitchkitError as error:
            return self._fail(job, error)
        if isinstance(claimed, Kept):
            return self._skip(job, claimed)
        done.callback(claimed.release)
        fetch = Fetch(job, claimed, self._means)
        try:
            link = await fetch.run()
        except TwitchkitError as error:
            return self._fail(job, error, fetch)
        thumbnail = await self._thumbnail(job, fetch)
        await self._free_to_publish.acquire()
        done.callback(self._free_to_publish.release)
        task = asyncio.create_task(self._publish(job, claimed, fetch, link, thumbnail, done.pop_all()))
        self._publishing.add(task)
        task.add_done_callback(self._published)
        return None

    def _published(self, task: asyncio.Task[None]) -> None:
        self._publishing.discard(task)
        if not task.cancelled() and isinstance(error := task.exception(), Exception):
            self._stop(error)

    async def _thumbnail(self, job: Job, fetch: Fetch) -> bytes | None:
        if job.thumbnail is None:
            return None
        picture = await fetch_thumbnail(job.thumbnail, self._means.open_stream)
        if isinstance(picture, bytes):
            return picture
        fetch.notes.append(picture)
        self._means.progress.note(job, picture)
        return None

    async def _publish(
        self,
        job: Job,
        part: Part,
        fetch: Fetch,
        link: Link,
        thumbnail: bytes | None,
        done: contextlib.AsyncExitStack,
    ) -> None:
        async with done:
            try:
                path = await self._publisher.publish(
                    Ready(part=part, sidecar=job.sidecar, thumbnail=thumbnail)
                )
            except TwitchkitError as error:
                return self._fail(job, error, fetch)
            self._folder.published(part)
            return self._finish(
                Outcome(
                    slug=job.slug,
                    state="kept",
                    path=path,
                    bytes_fetched=fetch.bytes_fetched,
                    size_bytes=part.size_bytes,
                    source=link.source,
                    rendition=link.rendition,
                    notes=tuple(fetch.notes),
                )
            )

    def _skip(self, job: Job, kept: Kept) -> None:
        notes = ("It was here without a sidecar, and has one now.",) if kept.adopted else ()
        self._finish(
            Outcome(
                slug=job.slug,
                state="skipped",
                path=kept.path,
                size_bytes=kept.path.stat().st_size,
                notes=notes,
            )
        )

    def _fail(self, job: Job, error: TwitchkitError, fetch: Fetch | None = None) -> None:
        if isinstance(error, DiskFull):
            self._stopped = True
        self._finish(
            Outcome(
                slug=job.slug,
                state="gone" if isinstance(error, ClipGone) else "failed",
                bytes_fetched=fetch.bytes_fetched if fetch else 0,
                notes=tuple(fetch.notes) if fetch else job.notes,
                error=error,
            )
        )

    def _finish(self, outcome: Outcome) -> None:
        logger.debug("%s: %s", outcome.slug, outcome.state)
        try:
            self._means.progress.finished(outcome)
        except Exception as error:  # noqa: BLE001 - it is raised at the end
            # Whoever watches has left, or cannot write: what became of the clip is true all the same.
            self._stop(error)
        self._settle(outcome)

    def _stop(self, error: Exception) -> None:
        """Has no further job taken; the first error is raised when all that was begun is settled."""
        self._stopped = True
        self._failure = self._failure or error
