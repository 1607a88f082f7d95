"""`twitch.clips`: find, link, list, download; blocking and on asyncio."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, Unpack

from twitchkit.client.clip_flows import AnyClip, ClipFlows, SomeClips, unique_clips
from twitchkit.client.located import Located
from twitchkit.client.options import DownloadOptions, HistoryOptions, LinkOptions, choice_of
from twitchkit.client.session import Session
from twitchkit.clips.rendition import Rendition
from twitchkit.helix import Clip
from twitchkit.transport.blocking import BlockingTransport
from twitchkit.wire import Flow

if TYPE_CHECKING:
    from twitchkit.client.archiver import Archiver, Order
    from twitchkit.client.clip_history import AsyncClipHistory, ClipHistory
    from twitchkit.client.sync_report import Estimate, Listing, SyncReport
    from twitchkit.media import DownloadReport
    from twitchkit.transport.asynchronous import AsyncTransport

T = TypeVar("T")

LOOK_UP_S = 0.2
"""How late a Ctrl-C may be noticed."""


class AsyncClips:
    """What `AsyncTwitch` does with clips; each method as in `Clips`.

    A clip is given by its address in any spelling, its slug, or its metadata.
    """

    def __init__(self, session: Session, transport: AsyncTransport) -> None:
        self._session = session
        self._flows = ClipFlows(session)
        self._transport = transport

    async def find(self, clip: AnyClip) -> Clip:
        """The clip's metadata; as `Clips.find`."""
        return await self._transport.run(self._flows.find(clip))

    async def renditions(self, clip: AnyClip) -> tuple[Rendition, ...]:
        """Every file that the web player offers of the clip; as `Clips.renditions`."""
        return await self._transport.run(self._flows.renditions(clip))

    async def link(self, clip: AnyClip, **options: Unpack[LinkOptions]) -> str:
        """The link of the clip's MP4; as `Clips.link`."""
        return (await self.locate(clip, **options)).url.reveal()

    async def locate(self, clip: AnyClip, **options: Unpack[LinkOptions]) -> Located:
        """The link with all that is known of it; as `Clips.locate`."""
        return await self._transport.run(_locating(self._flows, clip, options))

    def history(self, broadcaster: str | None = None, **options: Unpack[HistoryOptions]) -> AsyncClipHistory:
        """Every clip of a channel or a category, for `async for`; as `Clips.history`."""
        from twitchkit.client.clip_history import AsyncClipHistory, Wish

        return AsyncClipHistory(self._session, self._transport, Wish(broadcaster=broadcaster, **options))

    async def download(
        self, clips: SomeClips, *, to: str | Path, **options: Unpack[DownloadOptions]
    ) -> DownloadReport:
        """Clips as files; as `Clips.download`."""
        from twitchkit.client.fetching import Fetching
        from twitchkit.client.wanted import Wanted
        from twitchkit.media import TargetFolder

        wanted, unique = Wanted.of(Path(to), options), unique_clips(clips)
        fetching = Fetching(self._flows, self._transport, wanted, progress=options.get("progress"))
        with TargetFolder.open(wanted.to) as folder:
            return await fetching.run(unique, folder)

    async def archive(
        self,
        order: Order,
        *,
        to: str | Path,
        on_listed: Callable[[Listing], object] | None = None,
        **options: Unpack[DownloadOptions],
    ) -> SyncReport:
        """Keeps an archive; as `Clips.archive`."""
        return await _archiver(self._session, self._transport, to, on_listed, options).sync(order)

    async def estimate(self, order: Order, *, to: str | Path, **options: Unpack[DownloadOptions]) -> Estimate:
        """What `archive` would fetch; as `Clips.estimate`."""
        return await _archiver(self._session, self._transport, to, None, options).estimate(order)


class Clips:
    """What `Twitch` does with clips.

    A clip is given by its address in any spelling, its slug, or its metadata.
    """

    def __init__(self, session: Session, transport: BlockingTransport) -> None:
        self._session = session
        self._flows = ClipFlows(session)
        self._transport = transport

    def find(self, clip: AnyClip) -> Clip:
        """The clip's metadata: from Helix when the app has credentials, else from the web player's GraphQL.

        Raises:
            InvalidClipAddress: a text that is no clip's address.
            ClipGone: Twitch knows no such clip.
            AuthError, TwitchError, NetworkError: as everywhere.
        """
        return self._transport.run(self._flows.find(clip))

    def renditions(self, clip: AnyClip) -> tuple[Rendition, ...]:
        """Every file that the web player offers of the clip, landscape and portrait; empty when none.

        Raises:
            InvalidClipAddress: a text that is no clip's address.
            ClipGone, PlaybackRefused, ClipUnavailable: this clip.
            TwitchError, NetworkError: as everywhere.
        """
        return self._transport.run(self._flows.renditions(clip))

    def link(self, clip: AnyClip, **options: Unpack[LinkOptions]) -> str:
        """The link of the clip's MP4, tried before it is given.

        It is signed: good for about 20 hours, for whoever has it.

        Args:
            clip: its address in any spelling, its slug, or its metadata.
            options: see `LinkOptions`.

        Raises:
            InvalidClipAddress, InvalidSetting: what was given.
            ClipGone, ClipNotReady, NoSuchRendition, PlaybackRefused, ClipUnavailable: this clip.
            TwitchError, NetworkError: as everywhere.
        """
        return self.locate(clip, **options).url.reveal()

    def locate(self, clip: AnyClip, **options: Unpack[LinkOptions]) -> Located:
        """The link with its rendition, source, expiry, and notes on what went otherwise than asked.

        Args and errors as for `link`.
        """
        return self._transport.run(_locating(self._flows, clip, options))

    def history(self, broadcaster: str | None = None, **options: Unpack[HistoryOptions]) -> ClipHistory:
        """Every clip of a channel or a category, for `for`: all of them, or an error at the end.

        Get Clips gives about 1,000 clips of a query, leaves some out of wide windows, and repeats others;
        this asks in windows of time that it splits until they can be trusted.  See docs/history.md.

        Args:
            broadcaster: the channel's id or login.
            options: see `HistoryOptions`.

        Returns:
            An iterable of clips, newest windows first; with `windows()`, `proof` and `state`.

        Raises:
            InvalidSetting: what was given; nothing was sent.
        """
        from twitchkit.client.clip_history import ClipHistory, Wish

        return ClipHistory(self._session, self._transport, Wish(broadcaster=broadcaster, **options))

    def download(
        self, clips: SomeClips, *, to: str | Path, **options: Unpack[DownloadOptions]
    ) -> DownloadReport:
        """Clips as files: many at once, verified to the last byte, resumed where an earlier run stopped.

        Runs on an event loop of its own in a thread of its own, so it works below a running loop too (in
        notebooks).  `progress` is called from that thread.

        Args:
            clips: addresses, slugs or metadata, or one alone; repeated ones are fetched once.
            to: folder; made when it is not there.
            options: see `DownloadOptions`.

        Returns:
            What became of each clip; one clip's trouble stops no other.

        Raises:
            InvalidClipAddress, InvalidSetting, InvalidNameTemplate: what was given; nothing was fetched.
            AuthError, VaultError: the app's credentials, or the place of its token.
            TargetNotWritable: the folder.
        """

        from twitchkit.client.head_start import HeadStart
        from twitchkit.client.wanted import Wanted
        from twitchkit.media import TargetFolder

        wanted, unique = Wanted.of(Path(to), options), unique_clips(clips)
        with TargetFolder.open(wanted.to) as folder:
            head_start = HeadStart.of(unique, folder, self._flows, self._transport, wanted)
            # All that fetches is loaded while the first answers come.
            from twitchkit.client.fetching import Fetching

            def fetch(transport: AsyncTransport) -> Coroutine[object, object, DownloadReport]:
                progress = options.get("progress")
                fetching = Fetching(self._flows, transport, wanted, progress=progress, head_start=head_start)
                return fetching.run(unique, folder)

            return self._aside(fetch)

    def archive(
        self,
        order: Order,
        *,
        to: str | Path,
        on_listed: Callable[[Listing], object] | None = None,
        **options: Unpack[DownloadOptions],
    ) -> SyncReport:
        """Keeps an archive: all clips of channels and games, listed and fetched at the same time.

        What was done stays done, however it ends; the next call goes on with what is new or changed.

        Args:
            order: what is to be archived.
            to: the archive's folder; made when it is not there.
            on_listed: told of each listing as it grows, from another thread as `progress` is.
            options: see `DownloadOptions`.

        Returns:
            What came of it; one clip's trouble, or one channel's, stops no other.

        Raises:
            InvalidFilter, InvalidSetting, InvalidNameTemplate: what was given; nothing was done.
            UnknownChannel, UnknownGame: Twitch knows none of them, and no archive does; nothing was done.
            ArchiveBusy, CatalogueTooNew, CatalogueNotWritable: the archive.
            AuthError, VaultError: the credentials; what was begun was finished, the rest comes next time.
            TargetNotWritable: the folder.
        """
        return self._aside(
            lambda transport: _archiver(self._session, transport, to, on_listed, options).sync(order)
        )

    def estimate(self, order: Order, *, to: str | Path, **options: Unpack[DownloadOptions]) -> Estimate:
        """What `archive` would fetch now, in clips, bytes and seconds; nothing is written.

        Args and errors as for `archive`.
        """
        return self._aside(
            lambda transport: _archiver(self._session, transport, to, None, options).estimate(order)
        )

    def _aside(self, work: Callable[[AsyncTransport], Coroutine[object, object, T]]) -> T:
        """The result of `work` on an event loop of its own in a thread of its own."""

        async def whole() -> T:
            from twitchkit.transport.asynchronous import AsyncTransport

            async with AsyncTransport(ask=self._transport.send, trust=self._transport.trust) as transport:
                return await work(transport)

        return _in_a_thread(whole)


def _archiver(
    session: Session,
    transport: AsyncTransport,
    to: str | Path,
    on_listed: Callable[[Listing], object] | None,
    options: DownloadOptions,
) -> Archiver:
    from twitchkit.client.archiver import Archiver
    from twitchkit.client.listing import history_lister
    from twitchkit.client.wanted import Wanted

    return Archiver(
        session,
        transport,
        Wanted.of(Path(to), options),
        lister=history_lister(session, transport),
        progress=options.get("progress"),
        on_listed=on_listed or (lambda _: None),
    )


def _locating(flows: ClipFlows, clip: AnyClip, options: LinkOptions) -> Flow[Located]:
    return flows.locate(
        clip,
        choice=choice_of(options),
        source=options.get("source"),
        editor_id=options.get("editor_id"),
    )


def _in_a_thread(work: Callable[[], Coroutine[object, object, T]]) -> T:
    """The result of `work` on an event loop of its own; Ctrl-C cancels it there and waits for its end."""
    import asyncio
    from concurrent.futures import ThreadPoolExecutor, wait

    loop: asyncio.AbstractEventLoop | None = None
    task: asyncio.Task[T] | None = None
    stopped = False

    async def held() -> T:
        nonlocal loop, task
        loop, task = asyncio.get_running_loop(), asyncio.current_task()
        if stopped:
            raise asyncio.CancelledError
        return await work()

    with ThreadPoolExecutor(1, thread_name_prefix="twitchkit") as thread:
        future = thread.submit(lambda: asyncio.run(held()))
        try:
            # Not at one go: a Ctrl-C that comes just before the main thread lies down does not wake it.
            while not wait((future,), timeout=LOOK_UP_S).done:
                pass
            return future.result()
        except KeyboardInterrupt:
            stopped = True
            with contextlib.suppress(RuntimeError):  # the loop is closed: the work has ended by itself
                if loop and task:
                    loop.call_soon_threadsafe(task.cancel)
            raise
