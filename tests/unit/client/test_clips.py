"""Ctrl-C at the ends of what runs in a thread of its own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest

from twitchkit.client.clips import _in_a_thread


def test_ctrl_c_just_after_the_work_has_ended_is_no_other_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    result = Future[None].result

    def late(future: Future[None], timeout: float | None = None) -> None:
        result(future, timeout)
        raise KeyboardInterrupt

    async def work() -> None: ...

    monkeypatch.setattr(Future, "result", late)
    with pytest.raises(KeyboardInterrupt):
        _in_a_thread(work)


def test_ctrl_c_just_before_the_work_begins_keeps_it_from_beginning(monkeypatch: pytest.MonkeyPatch) -> None:
    may_begin, begun = threading.Event(), list[str]()
    run, shutdown = asyncio.run, ThreadPoolExecutor.shutdown

    def slow_to_begin(work: Coroutine[Any, Any, None]) -> None:
        may_begin.wait()
        run(work)

    def interrupted(_future: Future[None], _timeout: float | None = None) -> None:
        raise KeyboardInterrupt

    def at_the_end(pool: ThreadPoolExecutor, wait: bool = True) -> None:
        may_begin.set()
        shutdown(pool, wait=wait)

    async def work() -> None:
        begun.append("begun")

    monkeypatch.setattr(asyncio, "run", slow_to_begin)
    monkeypatch.setattr(Future, "result", interrupted)
    monkeypatch.setattr(ThreadPoolExecutor, "shutdown", at_the_end)
    with pytest.raises(KeyboardInterrupt):
        _in_a_thread(work)

    assert begun == []
