from __future__ import annotations

import asyncio

import pytest

from twitchkit.transport.watch import TooSilent, Watch

LONG_S = 600.0


def watch(silence_s: float = 0.02, whole_s: float = LONG_S) -> Watch:
    return Watch(asyncio.get_running_loop(), silence_s=silence_s, whole_s=whole_s)


def test_a_silent_call_is_ended_and_the_task_lives_on() -> None:
    async def main() -> int:
        with pytest.raises(TooSilent), watch().call():
            await asyncio.Event().wait()
        task = asyncio.current_task()
        assert task is not None
        return task.cancelling()

    assert asyncio.run(main()) == 0


def test_only_the_silent_one_is_ended() -> None:
    async def main() -> tuple[object, object]:
        one = watch()

        async def quiet() -> None:
            with one.call():
                await asyncio.Event().wait()

        async def lively() -> str:
            with one.call() as call:
                while not silent.done():
                    call.heard()
                    await asyncio.sleep(0)
            return "done"

        silent = asyncio.ensure_future(quiet())
        return await asyncio.gather(silent, lively(), return_exceptions=True)

    ended, lived = asyncio.run(main())
    assert isinstance(ended, TooSilent)
    assert lived == "done"


def test_a_call_that_only_trickles_ends_too() -> None:
    async def main() -> None:
        with watch(silence_s=0.02, whole_s=0.05).call() as call:
            while True:
                call.heard()
                await asyncio.sleep(0)

    with pytest.raises(TooSilent):
        asyncio.run(main())


def test_a_cancellation_from_elsewhere_stays_one() -> None:
    async def main() -> bool:
        async def call() -> None:
            with watch(LONG_S).call():
                begun.set()
                await asyncio.Event().wait()

        begun = asyncio.Event()
        task = asyncio.ensure_future(call())
        await begun.wait()
        task.cancel()
        await asyncio.wait([task])
        return task.cancelled()

    assert asyncio.run(main())


def test_a_closed_watch_watches_again() -> None:
    async def main() -> None:
        one = watch()
        with one.call():
            one.close()
        with one.call():
            await asyncio.Event().wait()

    with pytest.raises(TooSilent):
        asyncio.run(main())
