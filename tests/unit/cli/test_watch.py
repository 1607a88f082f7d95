"""`--watch`: again and again, at an even pace, whatever may pass."""

from __future__ import annotations

import contextlib
import signal

import pytest

from twitchkit.cli.archive_sync import repeat
from twitchkit.errors import ArchiveBusy, CatalogueTooNew, DiskFull, TimedOut, TokenRefused, TwitchkitError


class Days:
    """Time that passes as it is told, until somebody presses Ctrl-C.

    Args:
        rounds: of a sync, before that.
        takes_s: how long each takes.
        troubles: what some of them end with.
    """

    def __init__(self, rounds: int, *, takes_s: float = 0, troubles: dict[int, TwitchkitError] | None = None):
        self.now = 0.0
        self.begun: list[float] = []
        self._rounds = rounds
        self._takes_s = takes_s
        self._troubles = troubles or {}

    def sync(self) -> int:
        self.begun.append(self.now)
        self.now += self._takes_s
        if trouble := self._troubles.get(len(self.begun)):
            raise trouble
        return 1

    def sleep(self, seconds: float) -> None:
        if len(self.begun) == self._rounds:
            raise KeyboardInterrupt
        self.now += seconds

    def watch(self, every_s: float) -> list[float]:
        with pytest.raises(KeyboardInterrupt):
            repeat(self.sync, every_s, quiet=False, monotonic=lambda: self.now, sleep=self.sleep)
        return self.begun


def test_rounds_begin_at_an_even_pace_however_long_they_take() -> None:
    assert Days(4, takes_s=600).watch(3600) == [0, 3600, 7200, 10800]


def test_a_round_longer_than_the_pace_is_followed_at_once() -> None:
    assert Days(3, takes_s=5000).watch(3600) == [0, 5000, 10000]


def test_what_may_pass_is_told_and_does_not_end_it(capsys: pytest.CaptureFixture[str]) -> None:
    troubles: dict[int, TwitchkitError] = {
        1: ArchiveBusy(path="a", holder="process 7"),
        2: DiskFull(target="a"),
        3: TimedOut(host="x.example", phase="reading", after_s=5.0),
    }

    assert len(Days(4, troubles=troubles).watch(60)) == 4

    told = capsys.readouterr().err
    assert told.count("Error: ") == 3
    assert told.count("Ctrl-C ends it.") == 4


@pytest.mark.parametrize(
    "trouble", [TokenRefused(status=401, twitch_says="no"), CatalogueTooNew(path="a", version=2, known=1)]
)
def test_what_does_not_pass_ends_it(trouble: TwitchkitError) -> None:
    days = Days(4, troubles={2: trouble})

    with pytest.raises(type(trouble)):
        repeat(days.sync, 60, quiet=True, monotonic=lambda: days.now, sleep=days.sleep)

    assert len(days.begun) == 2


def test_without_it_there_is_one_round() -> None:
    assert repeat(Days(4).sync, None, quiet=True) == 1


def test_an_interrupt_that_python_drops_ends_it_too() -> None:
    days = Days(9)

    def sync() -> int:
        # As when Ctrl-C comes while an object is finalized: the interpreter reports it and goes on.
        with contextlib.suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        return days.sync()

    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        repeat(sync, 60, quiet=True, monotonic=lambda: days.now, sleep=days.sleep)

    assert (len(days.begun), signal.getsignal(signal.SIGINT)) == (1, before)


def test_ctrl_c_is_handed_to_who_knows_when_it_may_be_raised() -> None:
    told: list[int] = []

    def patient(number: int, _frame: object) -> None:
        told.append(number)

    def once() -> int:
        signal.raise_signal(signal.SIGINT)
        return 0

    before = signal.signal(signal.SIGINT, patient)
    try:
        with pytest.raises(KeyboardInterrupt):
            repeat(once, 60, quiet=True, sleep=lambda _: None)
    finally:
        signal.signal(signal.SIGINT, before)

    assert told == [signal.SIGINT]
