"""Addresses of hosts, asked for once by all who want them at the same time."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

KEPT_S = 60.0
"""Addresses are asked for anew after so long: a host's may change within a download."""

Address: TypeAlias = tuple[int, int, int, str, tuple[Any, ...]]
"""As `socket.getaddrinfo` gives it."""
Resolve: TypeAlias = Callable[[str, int], Awaitable[list[Address]]]


class Lookup:
    """Looks hosts up, for one event loop.

    A download opens all its connections at once; the system's resolver would be asked by each of them, in
    the few threads that asyncio has for it.

    Args:
        loop: tells the time.
        resolve: asks the system; None for the loop's own way.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, *, resolve: Resolve | None = None) -> None:
        self._loop = loop
        self._resolve = resolve or self._ask
        self._found: dict[tuple[str, int], tuple[asyncio.Future[list[Address]], float]] = {}

    async def addresses(self, host: str, port: int) -> list[Address]:
        """Where `host` is reached.

        Raises:
            OSError: the system knows none; the next one who asks makes it look again.
        """
        place = host, port
        looking, since = self._found.get(place, (None, 0.0))
        failed = looking is not None and looking.done() and (looking.cancelled() or looking.exception())
        if looking is None or failed or self._loop.time() - since > KEPT_S:
            looking = asyncio.ensure_future(self._resolve(host, port))
            self._found[place] = looking, self._loop.time()
        # Who gives up does not take it from the others.
        return await asyncio.shield(looking)

    def forget(self, host: str, port: int) -> None:
        """Nobody was reached there: the next one who asks makes it look again."""
        self._found.pop((host, port), None)

    async def _ask(self, host: str, port: int) -> list[Address]:
        return list(await self._loop.getaddrinfo(host, port, type=socket.SOCK_STREAM))
