"""Clips to files: resolving in batches while the first of them are fetched already."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import AsyncGenerator, Callable, Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from twitchkit.client.clip_flows import AnyClip, ClipFlows, read_clip, slug_of
from twitchkit.client.options import DownloadOptions, choice_of
from twitchkit.clips.choice import BEST, Choice
from twitchkit.clips.link import Link
from twitchkit.clips.naming import DEFAULT, NameTemplate
from twitchkit.clips.resolve import Resolution, Resolved
from twitchkit.clips.unofficial import BATCH
from twitchkit.errors import AuthError, ClipGone, ClipUnavailable, InvalidSetting, TwitchkitError, VaultError
from twitchkit.helix import Clip
from twitchkit.media import (
    SILENT,
    Downloader,
    DownloadReport,
    Job,
    Outcome,
    Progress,
    TargetFolder,
)
from twitchkit.secret import SignedUrl
from twitchkit.transport.asynchronous import AsyncTransport
from twitchkit.wire import Flow

MOST_JOBS = 64
AHEAD = 3
"""Batches being resolved before their clips are wanted: enough that no worker waits, few enough to stay small
and to keep signatures young."""


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What is wanted of a download, the same for all its clips.

    Args:
        to: the folder; made when it is not there.
        choice: which of a clip's files.
        source: one way only, None for each in order.
        editor_id: whose right to download is used.
        template: file names.
        jobs: files at once.
        limit_rate_bps: bytes a second for all together, None for no limit.
        thumbnails: save each clip's thumbnail too.
    """

    to: Path
    choice: Choice = BEST
    source: str | None = None
    editor_id: str | None = None
    template: NameTemplate = NameTemplate.parse(DEFAULT)
    jobs: int = 8
    limit_rate_bps: int | None = None
    thumbnails: bool = False

    @classmethod
    def of(cls, to: Path, options: DownloadOptions) -> Wanted:
        """What `options` ask for.

        Raises:
            InvalidSetting, InvalidNameTemplate: what they say makes no sense.
        """
        jobs, rate = options.get("jobs", 8), options.get("limit_rate_bps")
        if not 1 <= jobs <= MOST_JOBS:
            raise InvalidSetting(setting="jobs", value=str(jobs), rule=f"It is from 1 to {MOST_JOBS}.")
        if rate is not None and rate <= 0:
            raise InvalidSetting(setting="limit_rate_bps", value=str(rate), rule="It is above 0.")
        return cls(
            to=to,
            choice=choice_of(options),
            source=options.get("source"),
            editor_id=options.get("editor_id"),
            template=NameTemplate.parse(options.get("name") or DEFAULT),
            jobs=jobs,
            limit_rate_bps=rate,
            thumbnails=options.get("thumbnails", False),
        )


class Fetching:
    """One download of many clips.

    Args:
        flows: finds links and metadata.
        transport: performs them, and opens the files.
        wanted: the same for all.
        progress: is told what happens.
    """

    def __init__(
        self,
        flows: ClipFlows,
        transport: AsyncTransport,
        wanted: Wanted,
        *,
        progress: Progress | None = None,
    ) -> None:
        self._flows = flows
        self._transport = transport
        self._wanted = wanted
        self._progress = progress or SILENT

    async def run(self, clips: Iterable[AnyClip]) -> DownloadReport:
        """Fetches `clips`; what goes wrong with one is its outcome and stops no other.

        Raises:
            InvalidClipAddress: one of `clips` is no clip's address; nothing was fetched.
            AuthError, VaultError: the app's credentials, or the place of its token.
            TargetNotWritable: the folder.
        """
        # Read whole before anything is sent: a typo in the last line should not cost the first thousand.
        unique = {slug_of(clip): clip for clip in map(read_clip, clips)}
        with TargetFolder.open(self._wanted.to) as folder:
            async with contextlib.aclosing(self._missing(folder, unique)) as jobs:
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
        slugs = [slug for clip in clips if (slug := slug_of(clip)) not in there]
        if not slugs:
            return list(there.values())
        known = {clip.id: clip for clip in clips if isinstance(clip, Clip)}
        unknown = [slug for slug in slugs if slug not in known]
        resolutions, metadata = await asyncio.gather(
            self._transport.run(self._resolution(slugs, known)),
            self._transport.run(self._flows.metadata(unknown)),
        )
        for told in metadata.values():
            if isinstance(told, AuthError | VaultError):
                raise told
        facts = {**known, **{slug: clip for slug, clip in metadata.items() if isinstance(clip, Clip)}}
        jobs = [self._job(slug, resolution, facts.get(slug)) for slug, resolution in resolutions.items()]
        return [*there.values(), *jobs]

    def _resolution(self, slugs: Sequence[str], known: dict[str, Clip]) -> Flow[dict[str, Resolution]]:
        wanted = self._wanted
        return self._flows.resolve(
            slugs, choice=wanted.choice, source=wanted.source, editor_id=wanted.editor_id, known=known
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
        resolution = (await self._transport.run(self._resolution([slug], {})))[slug]
        if isinstance(resolution, Resolved):
            return resolution.links
        raise resolution


def sidecar(clip: Clip) -> bytes:
    """The file beside a clip: its metadata under Helix's names, and its slug, by which it is found again."""
    content = msgspec.json.encode({"slug": clip.id, **msgspec.to_builtins(clip)})
    return msgspec.json.format(content, indent=2) + b"\n"


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
