"""`twitch.clips.history()`: every clip, many windows at once; blocking and on asyncio."""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import AsyncGenerator, AsyncIterator, Generator, Iterator
from contextlib import aclosing, closing
from typing import Any

import msgspec

from twitchkit.client.history_plan import Wish, plan_of, whole
from twitchkit.client.session import Session
from twitchkit.clips.history import Errand, Listed, Plan, Proof, Walked, walk
from twitchkit.helix import Clip
from twitchkit.transport.asynchronous import AsyncTransport
from twitchkit.transport.blocking import BlockingTransport
from twitchkit.wire import Flow


class _History:
    """What both faces of a history have."""

    def __init__(self, session: Session, wish: Wish) -> None:
        self._session = session
        self._wish = wish
        self._plan: Plan | None = None

    @property
    def proof(self) -> Proof:
        """What was asked and found, so far."""
        return self._plan.proof if self._plan else Proof()

    @property
    def state(self) -> dict[str, Any]:
        """What a later run needs to go on, in JSON's types: give it as `state`.

        It counts a window as done once the next one is asked for, or its last clip has been taken.
        """
        return msgspec.to_builtins(self._plan.state()) if self._plan else dict(self._wish.state or {})

    def _walk(self, errand: Errand) -> Flow[Walked]:
        return walk(errand.request, self._session.send, enough=errand.enough)


class ClipHistory(_History):
    """Every clip of a channel or a category; iterate it once.

    Clips come window by window, the newest windows first, each clip once.  "All" means all, or an error.

    Raises:
        ListingIncomplete: at the end, when parts remain in doubt; all that was found has been given by then.
        NotFound: no such channel or category.
        TwitchError, AuthError, NetworkError: on every try; `state` says how far it went.
    """

    def __init__(self, session: Session, transport: BlockingTransport, wish: Wish) -> None:
        super().__init__(session, wish)
        self._transport = transport

    def __iter__(self) -> Iterator[Clip]:
        with closing(self.windows()) as windows:
            for listed in windows:
                yield from listed.clips

    def windows(self) -> Generator[Listed]:
        """The same by windows: each with its clips, newest first."""
        if self._plan is None:
            self._plan = self._transport.run(plan_of(self._wish, self._session))
        plan = self._plan
        todo: queue.SimpleQueue[Errand | None] = queue.SimpleQueue()
        done: queue.SimpleQueue[tuple[Errand, Walked | BaseException]] = queue.SimpleQueue()
        workers, out = 0, 0
        try:
            while True:
                while out < self._wish.jobs and (errand := plan.take()):
                    out += 1
                    if workers < out:
                        workers += 1
                        # Daemons: Ctrl-C shall not wait for one that waits for the rate limit.
                        threading.Thread(target=self._work, args=(todo, done), daemon=True).start()
                    todo.put(errand)
                if not out:
                    break
                errand, walked = done.get()
                out -= 1
                if isinstance(walked, BaseException):
                    raise walked
                plan.settle(errand.window, walked)
                for listed in plan.ready():
                    yield listed
                    plan.keep(listed)
        finally:
            for _ in range(workers):
                todo.put(None)
        whole(plan.proof)

    def _work(
        self,
        todo: queue.SimpleQueue[Errand | None],
        done: queue.SimpleQueue[tuple[Errand, Walked | BaseException]],
    ) -> None:
        while (errand := todo.get()) is not None:
            try:
                done.put((errand, self._transport.run(self._walk(errand))))
            except BaseException as error:  # noqa: BLE001 - raised in the thread that iterates
                done.put((errand, error))


class AsyncClipHistory(_History):
    """Every clip of a channel or a category, on asyncio; as `ClipHistory`."""

    def __init__(self, session: Session, transport: AsyncTransport, wish: Wish) -> None:
        super().__init__(session, wish)
        self._transport = transport

    async def __aiter__(self) -> AsyncIterator[Clip]:
        async with aclosing(self.windows()) as windows:
            async for listed in windows:
                for clip in listed.clips:
                    yield clip

    async def windows(self) -> AsyncGenerator[Listed]:
        """The same by windows; as `ClipHistory.windows`."""
        if self._plan is None:
            self._plan = await self._transport.run(plan_of(self._wish, self._session))
        plan = self._plan
        out: dict[asyncio.Task[Walked], Errand] = {}
        try:
            while True:
                while len(out) < self._wish.jobs and (errand := plan.take()):
                    out[asyncio.create_task(self._transport.run(self._walk(errand)))] = errand
                if not out:
                    break
                finished, _ = await asyncio.wait(out, return_when=asyncio.FIRST_COMPLETED)
                for task in finished:
                    plan.settle(out.pop(task).window, task.result())
                for listed in plan.ready():
                    yield listed
                    plan.keep(listed)
        finally:
            for task in out:
                task.cancel()
            await asyncio.gather(*out, return_exceptions=True)
        whole(plan.proof)
