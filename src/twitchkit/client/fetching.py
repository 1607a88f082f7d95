"""Clips to files: resolving in batches while the first of them are fetched already."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import AsyncGenerator, Callable, Iterable, Mapping, Sequence

from twitchkit.client.batch import Answers, Batch
from twitchkit.client.clip_flows import AnyClip, ClipFlows, slug_of
from twitchkit.client.head_start import HeadStart
from twitchkit.client.sidecars import sidecar
from twitchkit.client.wanted import Wanted
from twitchkit.clips.link import Link
from twitchkit.clips.resolve import Resolution, Resolved
from twitchkit.clips.unofficial import BATCH
from twitchkit.errors import AuthError, ClipGone, ClipUnavailable, TwitchkitError, VaultError
from twitchkit.helix import Clip
from twitchkit.media import SILENT, DownloadReport, Job, Outcome, Progress, TargetFolder
from twitchkit.media.download import Downloader
from twitchkit.secret import SignedUrl
from twitchkit.transport.asynchronous import AsyncTransport

AHEAD = 3
"""Batches being resolved before their clips are wanted: enough that no worker waits, few enough to stay small
and to keep signatures young."""


class Fetching:
    """One download of many clips.

    Args:
        flows: finds links and metadata.
        transport: performs them, and opens the files.
        wanted: the same for all.
        progress: is told what happens.
        head_start: has asked for the first clips already.
    """

    def __init__(
        self,
        flows: ClipFlows,
        transport: AsyncTransport,
        wanted: Wanted,
        *,
        progress: Progress | None = None,
        head_start: HeadStart | None = None,
    ) -> None:
        self._flows = flows
        self._transport = transport
        self._wanted = wanted
        self._progress = progress or SILENT
        self._head_start = head_start

    async def run(self, clips: Mapping[str, AnyClip], folder: TargetFolder) -> DownloadReport:
        """Fetches `clips` into `folder`; what goes wrong with one is its outcome and stops no other.

        Args:
            clips: by slug.
            folder: that of `wanted`.

        Raises:
            AuthError, VaultError: the app's credentials, or the place of its token.
        """
        async with contextlib.aclosing(self._missing(folder, clips)) as jobs:
            return await self._downloader(folder).run(jobs)

    async def work(
        self,
        batches: AsyncGenerator[Sequence[Clip]],
        settle: Callable[[Outcome], object],
        *,
        known: Iterable[str] = (),
    ) -> None:
        """Fetches clips that come in batches, as they come; outcomes go to `settle` one by one.

        Args:
            batches: the clips.
            settle: takes outcomes.
            known: videos in the folder, relative to it, that are none of these clips.

        Raises:
            AuthError, VaultError: the app's credentials, or the place of its token.
            TargetNotWritable: the folder.
        """
        with TargetFolder.open(self._wanted.to, known) as folder:
            async with contextlib.aclosing(self._jobs(folder, batches)) as jobs:
                await self._downloader(folder).work(jobs, settle)

    def _downloader(self, folder: TargetFolder) -> Downloader:
        return Downloader(
            folder,
            self._transport,
            jobs=self._wanted.jobs,
            limit_rate_bps=self._wanted.limit_rate_bps,
            renew=self._renew,
            progress=self._progress,
        )

    async def _missing(
        self, folder: TargetFolder, clips: Mapping[str, AnyClip]
    ) -> AsyncGenerator[Job | Outcome]:
        missing: list[AnyClip] = []
        for slug, clip in clips.items():
            if kept := _kept(folder, slug):
                yield kept
            else:
                missing.append(clip)
        async with contextlib.aclosing(self._jobs(folder, _batches(missing, BATCH))) as jobs:
            async for job in jobs:
                yield job

    async def _jobs(
        self, folder: TargetFolder, batches: AsyncGenerator[Sequence[AnyClip]]
    ) -> AsyncGenerator[Job | Outcome]:
        ahead: deque[asyncio.Task[list[Job | Outcome]]] = deque()
        coming: asyncio.Task[Sequence[AnyClip] | None] | None = None
        ended = False
        try:
            while True:
                if coming is None and not ended and len(ahead) < AHEAD:
                    coming = asyncio.create_task(_next(batches))
                    await asyncio.sleep(0)
                # While a batch is waited for, what is resolved already is not held back.
                if coming and (coming.done() or not ahead):
                    batch, coming = await coming, None
                    if batch is None:
                        ended = True
                    else:
                        ahead.append(asyncio.create_task(self._resolve(folder, batch)))
                elif ahead:
                    for job in await ahead.popleft():
                        yield job
                else:
                    return
        finally:
            for task in ahead:
                task.cancel()
            if coming:
                coming.cancel()
                await asyncio.wait([coming])
            await asyncio.gather(*ahead, return_exceptions=True)
            await batches.aclose()

    async def _resolve(self, folder: TargetFolder, clips: Sequence[AnyClip]) -> list[Job | Outcome]:
        """The jobs of one batch; metadata and links are asked for at the same time."""
        there = {slug: kept for clip in clips if (kept := _kept(folder, slug := slug_of(clip)))}
        batch = Batch.of(clip for clip in clips if slug_of(clip) not in there)
        if not batch.slugs:
            return list(there.values())
        resolutions, metadata = await self._answers(batch)
        for told in metadata.values():
            if isinstance(told, AuthError | VaultError):
                raise told
        facts = {**batch.known, **{slug: clip for slug, clip in metadata.items() if isinstance(clip, Clip)}}
        jobs = [self._job(slug, resolution, facts.get(slug)) for slug, resolution in resolutions.items()]
        return [*there.values(), *jobs]

    async def _answers(self, batch: Batch) -> Answers:
        if self._head_start and self._head_start.batch == batch:
            begun, self._head_start = self._head_start, None
            return await begun.answers()
        return await asyncio.gather(
            self._transport.run(batch.resolution(self._flows, self._wanted)),
            self._transport.run(batch.metadata(self._flows)),
        )

    def _job(self, slug: str, resolution: Resolution, facts: Clip | None) -> Job | Outcome:
        if isinstance(resolution, TwitchkitError):
            return _failed(slug, resolution)
        clip = facts or resolution.clip
        if clip is None:
            return _failed(slug, ClipUnavailable(slug=slug, attempts=["its links came without its facts"]))
        thumbnail = None
        if self._wanted.thumbnails and clip.thumbnail_url:
            thumbnail = Link(url=SignedUrl(clip.thumbnail_url), source="thumbnail")
        return Job(
            slug=slug,
            name=self._wanted.template.render(clip, quality=resolution.links[0].label),
            sidecar=sidecar(clip),
            links=resolution.links,
            thumbnail=thumbnail,
            notes=resolution.notes,
        )

    async def _renew(self, slug: str) -> tuple[Link, ...]:
        """Fresh links for a clip whose signature ended on the way."""
        flow = Batch((slug,)).resolution(self._flows, self._wanted)
        resolution = (await self._transport.run(flow))[slug]
        if isinstance(resolution, Resolved):
            return resolution.links
        raise resolution


def _failed(slug: str, error: TwitchkitError) -> Outcome:
    return Outcome(slug=slug, state="gone" if isinstance(error, ClipGone) else "failed", error=error)


def _kept(folder: TargetFolder, slug: str) -> Outcome | None:
    path = folder.kept(slug)
    if path is None:
        return None
    return Outcome(slug=slug, state="skipped", path=path, size_bytes=path.stat().st_size)


async def _next(batches: AsyncGenerator[Sequence[AnyClip]]) -> Sequence[AnyClip] | None:
    return await anext(batches, None)


async def _batches(clips: Sequence[AnyClip], size: int) -> AsyncGenerator[Sequence[AnyClip]]:
    for start in range(0, len(clips), size):
        yield clips[start : start + size]
