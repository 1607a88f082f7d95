"""Publishes in the background: while one batch is on its way to the disk, the next one gathers."""

from __future__ import annotations

import asyncio
from pathlib import Path

from twitchkit.errors import TwitchkitError
from twitchkit.media.disk import Offload
from twitchkit.media.publish import Ready, publish


class Publisher:
    """Hands clips to `publish`, in a thread, one batch at a time.

    Args:
        offload: runs work in a thread.
    """

    def __init__(self, offload: Offload) -> None:
        self._offload = offload
        self._waiting: list[tuple[Ready, asyncio.Future[Path | TwitchkitError]]] = []
        self._work: asyncio.Task[None] | None = None

    async def publish(self, clip: Ready) -> Path:
        """The video's path, when it is on the disk; not to be cancelled, since the thread uses the part.

        Raises:
            DiskFull, TargetNotWritable: the disk; the part stays.
        """
        done: asyncio.Future[Path | TwitchkitError] = asyncio.get_running_loop().create_future()
        self._waiting.append((clip, done))
        if self._work is None:
            self._work = asyncio.create_task(self._work_off())
        result = await done
        if isinstance(result, TwitchkitError):
            raise result
        return result

    async def _work_off(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting, []
                clips = [clip for clip, _ in batch]
                try:
                    results = await self._offload(lambda clips=clips: publish(clips))
                except BaseException as error:
                    for _, done in batch:
                        done.set_exception(error)
                    raise
                for (_, done), result in zip(batch, results, strict=True):
                    done.set_result(result)
        finally:
            self._work = None
