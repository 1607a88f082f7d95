"""One lookup serves all who open a connection to the same host at the same time."""

from __future__ import annotations

import asyncio

import pytest

from twitchkit.transport.lookup import KEPT_S, Address, Lookup

HERE: Address = (2, 1, 6, "", ("127.0.0.1", 443))


class Resolver:
    """Answers when it is told to."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, int]] = []
        self.answers: list[asyncio.Future[list[Address]]] = []

    async def __call__(self, host: str, port: int) -> list[Address]:
        self.asked.append((host, port))
        self.answers.append(asyncio.get_running_loop().create_future())
        return await self.answers[-1]


class Clock(asyncio.AbstractEventLoop):
    """A loop as far as a lookup looks at it."""

    now = 0.0

    def time(self) -> float:
        return self.now


async def waiting(lookup: Lookup, host: str, count: int) -> list[asyncio.Task[list[Address]]]:
    tasks = [asyncio.create_task(lookup.addresses(host, 443)) for _ in range(count)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    return tasks


def test_all_who_ask_at_once_are_served_by_one_lookup_each_host() -> None:
    async def main() -> None:
        resolver = Resolver()
        lookup = Lookup(Clock(), resolve=resolver)
        tasks = [*await waiting(lookup, "one", 16), *await waiting(lookup, "two", 2)]
        assert resolver.asked == [("one", 443), ("two", 443)]
        tasks[0].cancel()
        for answer in resolver.answers:
            answer.set_result([HERE])

        with pytest.raises(asyncio.CancelledError):
            await tasks[0]
        assert await asyncio.gather(*tasks[1:]) == [[HERE]] * 17
        assert len(resolver.asked) == 2

    asyncio.run(main())


def test_addresses_are_asked_for_anew_after_a_while() -> None:
    async def main() -> None:
        resolver, clock = Resolver(), Clock()
        lookup = Lookup(clock, resolve=resolver)
        for now in (0.0, KEPT_S, KEPT_S + 1):
            clock.now = now
            [task] = await waiting(lookup, "one", 1)
            if not resolver.answers[-1].done():
                resolver.answers[-1].set_result([HERE])
            assert await task == [HERE]
        assert len(resolver.asked) == 2

    asyncio.run(main())


def test_a_failure_is_not_remembered() -> None:
    async def main() -> None:
        resolver = Resolver()
        lookup = Lookup(Clock(), resolve=resolver)
        tasks = await waiting(lookup, "one", 2)
        resolver.answers[0].set_exception(OSError("no such host"))
        for task in tasks:
            with pytest.raises(OSError, match="no such host"):
                await task
        [task] = await waiting(lookup, "one", 1)
        resolver.answers[1].set_result([HERE])
        assert await task == [HERE]

    asyncio.run(main())
