"""Blocking calls below asyncio."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


async def in_thread(work: Callable[[], T]) -> T:
    """The result of `work`, run in a thread of its own that nobody waits for when we are cancelled."""
    done, run = promised(work)
    # A pool's threads would be waited for at the end, as long as a silent server is.
    threading.Thread(target=run, name="twitchkit-call", daemon=True).start()
    return await done


def promised(work: Callable[[], T]) -> tuple[asyncio.Future[T], Callable[[], None]]:
    """The result of `work` on this loop, and what has to be run in a thread for it; it raises nothing."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def run() -> None:
        try:
            result = work()
        except BaseException as error:  # noqa: BLE001 - it is raised where it was asked for
            tell(lambda error=error: _settle(done, error=error))
        else:
            tell(lambda: _settle(done, result=result))

    def tell(settle: Callable[[], None]) -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody wants to know
            loop.call_soon_threadsafe(settle)

    return done, run


def _settle(done: asyncio.Future[T], *, result: T | None = None, error: BaseException | None = None) -> None:
    if done.cancelled():
        return
    if error is not None:
        done.set_exception(error)
    else:
        done.set_result(result)  # pyright: ignore[reportArgumentType] - a result of None is one of type T
