"""Many files at once."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from twitchkit.log import Logger
from twitchkit.media.bucket import Bucket
from twitchkit.media.disk import Disk
from twitchkit.media.folder import TargetFolder
from twitchkit.media.job import Job
from twitchkit.media.means import Means, Renew
from twitchkit.media.outcome import DownloadReport, Outcome
from twitchkit.media.progress import SILENT, Progress
from twitchkit.media.room import Room
from twitchkit.media.shift import DISK_THREADS, Shift
from twitchkit.wire import Backoff, Streams

T = TypeVar("T")
logger = Logger("twitchkit.media")


BACKOFF = Backoff(tries=5)

AHEAD = 4
"""At least so many files are got ready, or checked, while others come in."""


class Downloader:
    """Fetches clips into a folder: many at once, each verified, resumed, published in one step.

    Args:
        folder: where to.
        streams: performs requests.
        jobs: files at once.
        limit_rate_bps: bytes a second for all together, None for no limit.
        backoff: waits between attempts at one file.
        renew: gives fresh links for a slug when the ones of its job are refused; may raise `TwitchkitError`.
        progress: is told what happens.
        dice: a number from 0 to 1, for jitter.
        sleep: waits, seconds.
        monotonic: seconds.
        room: the disk's space; None for the real one.
    """

    def __init__(
        self,
        folder: TargetFolder,
        streams: Streams,
        *,
        jobs: int = 8,
        limit_rate_bps: float | None = None,
        backoff: Backoff = BACKOFF,
        renew: Renew | None = None,
        progress: Progress = SILENT,
        dice: Callable[[], float] = random.random,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        monotonic: Callable[[], float] = time.monotonic,
        room: Room | None = None,
    ) -> None:
        self._folder = folder
        # As many again wait with all that they need, so that no connection ever waits for one.
        self._workers = jobs + max(jobs, AHEAD)
        bucket = Bucket(limit_rate_bps, monotonic=monotonic, sleep=sleep) if limit_rate_bps else None

        def means(threads: ThreadPoolExecutor) -> Means:
            loop = asyncio.get_running_loop()

            def offload(work: Callable[[], T]) -> asyncio.Future[T]:
                return loop.run_in_executor(threads, work)

            return Means(
                open_stream=streams.open_stream,
                open_file=streams.at_most(jobs),
                backoff=backoff,
                renew=renew,
                progress=progress,
                bucket=bucket,
                room=room or Room(folder.root),
                disk=Disk(self._workers, offload=offload),
                sleep=sleep,
                monotonic=monotonic,
                dice=dice,
            )

        self._means = means

    async def run(self, jobs: AsyncIterator[Job | Outcome]) -> DownloadReport:
        """What became of each clip; one clip's trouble stops no other, a full disk stops all.

        Cancelling leaves unfinished files from which the next run goes on.

        Args:
            jobs: taken one by one, as there is room to work on them; an `Outcome` passes into the report.

        Raises:
            whatever `jobs` raises, after the files begun before it are done.
        """
        outcomes: list[Outcome] = []
        await self.work(jobs, outcomes.append)
        return DownloadReport(tuple(outcomes))

    async def work(self, jobs: AsyncIterator[Job | Outcome], settle: Callable[[Outcome], object]) -> None:
        """As `run`, but outcomes go to `settle` one by one: memory does not grow with their number."""
        with ThreadPoolExecutor(DISK_THREADS, thread_name_prefix="twitchkit-disk") as threads:
            await Shift(self._folder, self._means(threads), jobs, settle).work(self._workers)
