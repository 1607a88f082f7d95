"""What the bars show, by a clock that only the test moves."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from rich.console import Console

from terminal import screen_of
from twitchkit.cli.progress import LiveProgress
from twitchkit.media import Job, Outcome

MB = 1_000_000


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        return self.now


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def job(slug: str) -> Job:
    return Job(slug=slug, name=f"folder/{slug}", sidecar=b"{}", links=())


def kept(slug: str) -> Outcome:
    return Outcome(slug=slug, state="kept", path=Path(f"{slug}.mp4"))


@pytest.fixture
def clock() -> Clock:
    return Clock()


def bars(total: int, clock: Clock) -> LiveProgress:
    return LiveProgress(total, lambda _: None, say=lambda _: None, monotonic=clock.monotonic)


def rows(progress: LiveProgress) -> list[str]:
    """The bars as drawn now, in words, without the bar."""
    console = Console(file=io.StringIO(), width=110)
    with console.capture() as captured:
        console.print(progress._bars.get_renderable())
    return [re.sub(r"[ ━╸╺]+", " ", line).strip() for line in captured.get().splitlines()]


def fetch(progress: LiveProgress, clock: Clock, slug: str, *, size: int, seconds: float) -> None:
    progress.started(job(slug), size_bytes=size, held_bytes=0)
    clock.now += seconds
    progress.advanced(job(slug), size)
    progress.finished(kept(slug))


def test_a_file_that_begins_changes_the_total_and_not_the_rate(clock: Clock) -> None:
    progress = bars(6, clock)
    for slug, size in (("A", 1), ("B", 3)):
        progress.started(job(slug), size_bytes=size * MB, held_bytes=0)
    clock.now += 1
    progress.advanced(job("A"), MB)
    progress.started(job("C"), size_bytes=5 * MB, held_bytes=0)
    clock.now += 0.001
    progress.advanced(job("B"), 2 * MB)

    assert rows(progress)[0] == "0 of 6 clips 3.0/18.0 MB 3.0 MB/s 00:06"


def test_a_file_that_comes_in_one_piece_has_a_rate(clock: Clock) -> None:
    progress = bars(2, clock)
    progress.started(job("S"), size_bytes=4 * MB, held_bytes=0)
    clock.now += 1
    progress.advanced(job("S"), 2 * MB)

    assert rows(progress) == [
        "0 of 2 clips 2.0/8.0 MB 2.0 MB/s 00:03",
        "S 2.0/4.0 MB 2.0 MB/s 00:01",
    ]


def test_what_was_held_is_no_rate_and_what_comes_again_is_counted_once(clock: Clock) -> None:
    progress = bars(1, clock)
    progress.started(job("S"), size_bytes=10 * MB, held_bytes=4 * MB)
    clock.now += 2
    progress.advanced(job("S"), 2 * MB)
    assert rows(progress)[0] == "0 of 1 clips 6.0/10.0 MB 1.0 MB/s 00:04"

    progress.started(job("S"), size_bytes=10 * MB, held_bytes=5 * MB)

    assert rows(progress)[0].startswith("0 of 1 clips 5.0/10.0 MB")


def test_clips_without_a_file_are_not_waited_for(clock: Clock) -> None:
    progress = bars(10, clock)
    for at in range(8):
        progress.finished(Outcome(slug=f"G{at}", state="skipped"))
    fetch(progress, clock, "S", size=MB, seconds=1)

    assert rows(progress) == ["9 of 10 clips 1.0/2.0 MB 1.0 MB/s 00:01"]


def test_when_more_is_listed_the_rate_goes_on(clock: Clock) -> None:
    progress = bars(1, clock)
    fetch(progress, clock, "S0", size=MB, seconds=1)
    progress.expect(3, 3)
    fetch(progress, clock, "S1", size=MB, seconds=3)

    assert rows(progress) == ["2 of 3 clips, 3 listed 2.0/3.0 MB 500.0 kB/s 00:02"]


@pytest.mark.parametrize("where", ["rich.live.Live._enable_redirect_io", "rich.live._RefreshThread.start"])
def test_ctrl_c_while_the_bars_are_put_up_gives_the_cursor_back(
    monkeypatch: pytest.MonkeyPatch, clock: Clock, where: str
) -> None:
    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    screen = Screen()
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.delenv("TERM", raising=False)
    monkeypatch.setattr(where, interrupted)

    with pytest.raises(KeyboardInterrupt), bars(1, clock):
        raise AssertionError("not put up")

    assert "\x1b[?25l" in screen.getvalue()
    assert not screen_of(screen.getvalue()).cursor.hidden
