"""Ctrl-C at the ends of what runs in a thread of its own."""

from __future__ import annotations

import asyncio
import concurrent.futures
import signal
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

    def interrupted(*_: object, timeout: float) -> None:
        raise KeyboardInterrupt

    def at_the_end(pool: ThreadPoolExecutor, wait: bool = True) -> None:
        may_begin.set()
        shutdown(pool, wait=wait)

    async def work() -> None:
        begun.append("begun")

    monkeypatch.setattr(asyncio, "run", slow_to_begin)
    monkeypatch.setattr(concurrent.futures, "wait", interrupted)
    monkeypatch.setattr(ThreadPoolExecutor, "shutdown", at_the_end)
    with pytest.raises(KeyboardInterrupt):
        _in_a_thread(work)

    assert begun == []


def test_ctrl_c_that_does_not_wake_the_main_thread_is_noticed_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    usual, looked = concurrent.futures.wait, list[float]()

    def asleep(futures: Any, timeout: float | None = None) -> Any:
        # The signal came before this: whoever waits without end is not woken by it.
        assert timeout is not None
        looked.append(timeout)
        if len(looked) == 2:
            signal.raise_signal(signal.SIGINT)
        return usual(futures, 0)

    async def endless() -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(concurrent.futures, "wait", asleep)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            _in_a_thread(endless)
    finally:
        signal.signal(signal.SIGINT, before)

    assert len(looked) == 2
    assert max(looked) < 1
