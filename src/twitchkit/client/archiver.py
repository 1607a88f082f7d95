"""A channel's clips, kept: listed and fetched at the same time, and only what is new the next time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice

import msgspec

from twitchkit.catalogue import Catalogue, Entry, Source
from twitchkit.client.bookkeeping import Bookkeeper
from twitchkit.client.clip_flows import ClipFlows
from twitchkit.client.estimating import estimate
from twitchkit.client.fetching import Fetching
from twitchkit.client.listing import Lister, Sought, game_names, seek, seek_renamed
from twitchkit.client.server_clock import ServerClock
from twitchkit.client.session import Session
from twitchkit.client.sync_report import Estimate, Listing, SyncReport
from twitchkit.client.wanted import Wanted
from twitchkit.clips.filters import ClipFilter
from twitchkit.clips.unofficial import BATCH
from twitchkit.errors import AuthError, ClipGone, TwitchkitError, VaultError
from twitchkit.helix import Clip
from twitchkit.log import Logger
from twitchkit.media import Progress, TargetFolder
from twitchkit.transport.asynchronous import AsyncTransport

logger = Logger("twitchkit.client")

FIRST_CLIP = datetime(2016, 5, 26, tzinfo=UTC)
"""Clips were launched (clips.md §2)."""
OVERLAP = timedelta(days=2)
"""Listed again by the next sync: video ids, offsets and titles of new clips come late."""
REFRESHED = 1000
"""Older clips of which each sync asks for today's facts, in turn; ten calls."""
LISTED_AT_ONCE = 4
"""Channels; they share one rate limit, so more would not be faster."""

Listed = Callable[[Listing], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be archived.

    Args:
        channels: logins, or addresses of their pages.
        games: names; every clip of a game.
        filter: which of their clips.
        top: of each channel and game only so many, the most viewed.
        wait: whether to wait for another process that writes the archive, in place of an error.
    """

    channels: tuple[str, ...] = ()
    games: tuple[str, ...] = ()
    filter: ClipFilter = field(default_factory=ClipFilter)
    top: int | None = None
    wait: bool = False

    @property
    def text(self) -> str:
        """The same text for the same wishes."""
        return f"{self.filter.text}{f' top {self.top}' if self.top else ''}"


class Archiver:
    """Keeps an archive.

    Args:
        session: as whom.
        transport: performs what is asked.
        wanted: how clips become files, and where.
        lister: lists a source's clips.
        progress: is told of files.
        on_listed: is told of listings as they grow.
    """

    def __init__(
        self,
        session: Session,
        transport: AsyncTransport,
        wanted: Wanted,
        *,
        lister: Lister,
        progress: Progress | None = None,
        on_listed: Listed = lambda _: None,
    ) -> None:
        self._session = session
        self._transport = transport
        self._wanted = wanted
        self._lister = lister
        self._flows = ClipFlows(session)
        self._fetching = Fetching(self._flows, transport, wanted, progress=progress)
        self._on_listed = on_listed
        self._grown = asyncio.Event()
        self._now_called: dict[str, str] = {}
        self._clock = ServerClock(session.clock)

    async def sync(self, order: Order) -> SyncReport:
        """Lists what is new, and fetches what is wanted of it.

        What was done stays done, however it ends; the next sync goes on.

        Raises:
            UnknownChannel, UnknownGame: Twitch knows none of those that were asked for, and there is no
                archive that does; nothing was done.  One among others is told in its listing.
            ArchiveBusy, CatalogueTooNew, CatalogueDamaged, CatalogueNotWritable: the archive.
            AuthError, VaultError: the credentials; files that were begun were finished first.
            TargetNotWritable: the folder.
        """
        begun = time.monotonic()
        sought = await self._seek(order)
        report = SyncReport(clock_off_s=round(self._clock.off.total_seconds()))
        with Catalogue.write(self._wanted.to, now=self._now(), wait_s=-1 if order.wait else 0) as catalogue:
            report.rebuilt = catalogue.rebuilt
            if catalogue.needs_look:
                report.adopted = catalogue.adopt_all(now=self._now())
            with catalogue.run(now=self._now()) as told:
                with catalogue.ledger() as ledger:
                    ledger.retry(int(self._now().timestamp()))
                try:
                    sources = await self._known(catalogue, sought, report)
                    await self._work(catalogue, sources, order, report)
                finally:
                    report.seconds = time.monotonic() - begun
                    told.update(report.as_data(), ended_at=self._now())
        return report

    async def estimate(self, order: Order) -> Estimate:
        """What `sync` would fetch now; clips are listed, and nothing is written.

        Raises:
            As `sync`.
        """
        sought = await self._seek(order)
        report = SyncReport(clock_off_s=round(self._clock.off.total_seconds()))
        now = self._now()
        with Catalogue.rehearse(self._wanted.to, now=now) as catalogue:
            with catalogue.ledger() as ledger:
                ledger.retry(int(now.timestamp()))
            sources = await self._known(catalogue, sought, report)
            await self._list_all(catalogue, sources, order, report)
            return estimate(catalogue, report.listings, self._wanted)

    async def _seek(self, order: Order) -> list[Sought]:
        # By a clock that is behind, the newest clips would not be asked for.
        seeking = seek(order.channels, order.games, self._session)
        sought = await self._transport.run(self._clock.heard(seeking))
        if sought and not any(one.source for one in sought) and not Catalogue.is_in(self._wanted.to):
            raise sought[0].error
        return sought

    async def _known(
        self, catalogue: Catalogue, sought: Sequence[Sought], report: SyncReport
    ) -> list[Source]:
        """What is to be listed; the others are told in the report, and hold up none."""
        # Channels alone: a game that is not found by its name was never known by it.
        held = {("channel", one.name): one for one in catalogue.sources() if one.kind == "channel"}
        lost = [held[one.kind, one.name] for one in sought if not one.source and (one.kind, one.name) in held]
        renamed = await self._transport.run(seek_renamed(lost, self._session))
        sources: list[Source] = []
        for one in sought:
            source = one.source or held.get((one.kind, one.name))
            if source and (one.source or source.twitch_id in renamed):
                sources.append(source)
                if one.source is None and renamed[source.twitch_id] != one.name:
                    self._now_called[source.twitch_id] = renamed[source.twitch_id]
            else:
                listing = Listing(kind=one.kind, name=one.name, error=one.error)
                report.listings.append(listing)
                report.statuses.add(one.error.exit_code)
                self._on_listed(listing)
        return sources

    async def _work(
        self, catalogue: Catalogue, sources: Sequence[Source], order: Order, report: SyncReport
    ) -> None:
        books = Bookkeeper(catalogue, report, now=self._now)
        listing = asyncio.create_task(self._list_all(catalogue, sources, order, report))
        listing.add_done_callback(lambda _: self._grown.set())
        try:
            await self._fetch(catalogue, listing, books)
            await listing
            if catalogue.needs_look or catalogue.rebuilt is not None:
                await books.hash_rest()
        finally:
            listing.cancel()
            await asyncio.gather(listing, return_exceptions=True)
            await books.finish()
        if books.trouble:
            raise books.trouble

    async def _fetch(self, catalogue: Catalogue, listing: asyncio.Task[None], books: Bookkeeper) -> None:
        batches = self._batches(catalogue, listing, books)
        first = await anext(batches, None)
        if first is None:
            # Nothing to fetch: the folder, which may be large, is looked through only for what a kill left.
            if catalogue.needs_look:
                TargetFolder.open(self._wanted.to).close()
            return

        async def all_of_them() -> AsyncGenerator[Sequence[Clip]]:
            yield first
            async for batch in batches:
                yield batch

        # What a kill left is found by looking at every clip; otherwise the catalogue knows what lies there.
        doubtful = catalogue.needs_look or catalogue.rebuilt is not None
        known = () if doubtful else catalogue.kept_paths()
        await self._fetching.work(all_of_them(), books.settle, known=known)

    async def _batches(
        self, catalogue: Catalogue, listing: asyncio.Task[None], books: Bookkeeper
    ) -> AsyncGenerator[Sequence[Clip]]:
        while True:
            books.flush()
            if books.trouble:
                return
            self._grown.clear()
            # Looked at before the catalogue: what was listed last is not to be missed.
            ended = listing.done()
            if clips := catalogue.take_wanted(BATCH):
                yield clips
            elif ended:
                # What ended it, if anything, is raised where it is awaited.
                return
            else:
                await self._grown.wait()

    async def _list_all(
        self, catalogue: Catalogue, sources: Sequence[Source], order: Order, report: SyncReport
    ) -> None:
        turns = asyncio.Semaphore(LISTED_AT_ONCE)

        async def one(source: Source) -> None:
            listing = Listing.of(source)
            listing.now_called = self._now_called.get(source.twitch_id)
            report.listings.append(listing)
            async with turns:
                try:
                    await self._list(catalogue, source, order, listing)
                except (AuthError, VaultError):
                    raise
                except TwitchkitError as error:
                    # The others go on; this one is listed again from where it was complete.
                    logger.info("%s: not listed to its end: %s", source.name, error.what)
                    listing.error = error
                    report.statuses.add(error.exit_code)
            self._on_listed(listing)

        last = catalogue.last_row()
        tasks = [asyncio.create_task(one(source)) for source in sources]
        try:
            await asyncio.gather(*tasks)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        if sources:
            await self._refresh(catalogue, sources, order, last)

    async def _list(self, catalogue: Catalogue, source: Source, order: Order, listing: Listing) -> None:
        held = catalogue.source(source.kind, source.twitch_id)
        source = msgspec.structs.replace(held, name=source.name) if held else source
        if held and held.wanted != order.text and not order.top:
            listing.wanted += self._judge_again(catalogue, source, order)
        since = max(FIRST_CLIP, order.filter.since or FIRST_CLIP)
        until = min(self._now(), order.filter.until or datetime.max.replace(tzinfo=UTC))
        spans, listed_from, listed_until = _plan(source, since, until)
        newest = source.listed_until or FIRST_CLIP
        for start, end in spans:
            async for clips in self._lister(source, start, end):
                newest = max([newest, *(clip.created_at for clip in clips)])
                await self._record(catalogue, clips, order, listing)
        if order.top:
            listing.wanted += self._judge_again(catalogue, source, order)
        # As far as clips were seen, not as far as our clock says: it may be wrong.
        source = msgspec.structs.replace(
            source,
            wanted=order.text,
            listed_from=listed_from,
            listed_until=min(newest, listed_until),
        )
        catalogue.index()
        catalogue.save_source(source)

    async def _record(
        self, catalogue: Catalogue, clips: Sequence[Clip], order: Order, listing: Listing
    ) -> None:
        missing = catalogue.missing_games(clips)
        games = await self._transport.run(game_names(missing, self._session))
        wants = _wants(catalogue, order)
        taken = catalogue.record(clips, now=self._now(), games=games, wants=wants)
        listing.listed += len(clips)
        listing.new += len(taken.new)
        listing.changed += len(taken.changed)
        listing.wanted += taken.wanted
        if taken.wanted:
            self._grown.set()
        self._on_listed(listing)

    def _judge_again(self, catalogue: Catalogue, source: Source, order: Order) -> int:
        """Wants what fits of all clips of a source that are known, and no longer what does not."""
        if order.top:
            fitting = (
                entry.slug
                for entry in catalogue.entries(order="view_count")
                if _is_of(source, entry) and order.filter.holds(entry.clip, entry.game)
            )
            fit = list(islice(fitting, order.top))
        else:
            fit = [
                entry.slug
                for entry in catalogue.entries(state="known")
                if _is_of(source, entry) and order.filter.holds(entry.clip, entry.game)
            ]
        top = set(fit) if order.top else None
        unfit = [
            entry.slug
            for state in ("wanted", "failed")
            for entry in catalogue.entries(state=state)
            if _is_of(source, entry)
            and (entry.slug not in top if top is not None else not order.filter.holds(entry.clip, entry.game))
        ]
        with catalogue.ledger() as ledger:
            ledger.unwant(unfit)
            wanted = ledger.want(fit)
        self._grown.set()
        return wanted

    async def _refresh(
        self, catalogue: Catalogue, sources: Sequence[Source], order: Order, last_row: int
    ) -> None:
        """Today's facts of some older clips, in turn; where Twitch knows one no more, that is noted."""
        slugs = catalogue.next_to_refresh(REFRESHED, last_row)
        told = await self._transport.run(self._flows.metadata(slugs))
        clips = [clip for clip in told.values() if isinstance(clip, Clip)]
        games = await self._transport.run(game_names(catalogue.missing_games(clips), self._session))
        asked = {source.twitch_id for source in sources}
        fits = _wants(catalogue, order)

        def wants(clip: Clip) -> bool:
            return bool(asked & {clip.broadcaster_id, clip.game_id}) and fits(clip)

        if catalogue.record(clips, now=self._now(), games=games, wants=wants).wanted:
            self._grown.set()
        with catalogue.ledger() as ledger:
            for slug, error in told.items():
                if isinstance(error, ClipGone):
                    ledger.hear_gone(slug, why=error.why, now=int(self._now().timestamp()))

    def _now(self) -> datetime:
        return self._clock.now()


def _plan(
    source: Source, since: datetime, until: datetime
) -> tuple[list[tuple[datetime, datetime]], datetime, datetime]:
    """What is still to be listed, the newest first, and what has been listed without a gap afterwards."""
    first, last = source.listed_from, source.listed_until
    if first is None or last is None or since > last:
        return [(since, until)] if since < until else [], since, until
    if until < first:
        return [(since, until)] if since < until else [], first, last
    newer = (max(since, last - OVERLAP), until)
    older = (since, min(until, first))
    spans = [(start, end) for start, end in (newer, older) if start < end]
    return spans, min(since, first), max(until, last)


def _wants(catalogue: Catalogue, order: Order) -> Callable[[Clip], bool]:
    """Whether a clip is to be fetched; with `top`, that is seen at the end of the listing."""
    return lambda clip: not order.top and order.filter.holds(clip, catalogue.game_name(clip))


def _is_of(source: Source, entry: Entry) -> bool:
    clip = entry.clip
    return source.twitch_id == (clip.broadcaster_id if source.kind == "channel" else clip.game_id)
