"""Progress on stderr: live bars on a terminal, troubles alone elsewhere."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Self
from unicodedata import category

from twitchkit.cli.voice import speak_above
from twitchkit.media import Job, Outcome

if TYPE_CHECKING:
    from rich.progress import TaskID

EMOJI_VARIANTS = "\N{VARIATION SELECTOR-16}" + "".join(map(chr, range(0x1F3FB, 0x1F400)))


class PlainProgress:
    """Without a terminal: what is out of the ordinary, and each outcome.

    Args:
        on_outcome: called for each clip when it is settled.
        say: tells a line.
    """

    def __init__(self, on_outcome: Callable[[Outcome], None], *, say: Callable[[str], None]) -> None:
        self._on_outcome = on_outcome
        self._say = say

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass

    def expect(self, total: int, listed: int) -> None:
        """Nothing to show."""

    def started(self, job: Job, *, size_bytes: int | None, held_bytes: int) -> None:
        """Tells where a file goes on that was begun before."""
        if held_bytes:
            of = f" of {megabytes(size_bytes)}" if size_bytes else ""
            self._say(f"{job.slug}: goes on at {megabytes(held_bytes)}{of}")

    def advanced(self, job: Job, size_bytes: int) -> None:
        """Nothing to show."""

    def note(self, job: Job, text: str) -> None:
        """Nothing to show: notes come again with the outcome."""

    def finished(self, outcome: Outcome) -> None:
        """Hands the outcome on."""
        self._on_outcome(outcome)


def megabytes(count: int) -> str:
    """Bytes for people."""
    return f"{count / 1e6:,.1f} MB" if count < 1e9 else f"{count / 1e9:,.2f} GB"


def _label(name: str) -> str:
    """At most 40 characters of `name`, without those of which terminals disagree how wide they are.

    A line that is longer than was counted breaks, and of what is drawn over next a rest stays.
    """
    plain = "".join(one for one in name if category(one) not in ("So", "Cf") and one not in EMOJI_VARIANTS)
    return plain if len(plain) <= 40 else plain[:39] + "…"


class LiveProgress(PlainProgress):
    """Bars for each file and for all, with rate and time left.

    Args:
        total: how many clips.
        on_outcome: called above the bars for each clip.
        say: tells a line.
        monotonic: seconds.
    """

    def __init__(
        self,
        total: int,
        on_outcome: Callable[[Outcome], None],
        *,
        say: Callable[[str], None],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(on_outcome, say=say)
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            DownloadColumn,
            Progress,
            TextColumn,
            TimeRemainingColumn,
            TransferSpeedColumn,
        )
        from rich.table import Column

        self._console = Console(stderr=True)
        self._bars = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=24),
            # A narrow terminal takes its columns from the bar; a second line each would fill it with lines.
            DownloadColumn(table_column=Column(no_wrap=True)),
            TransferSpeedColumn(table_column=Column(no_wrap=True)),
            TimeRemainingColumn(compact=True, table_column=Column(no_wrap=True)),
            console=self._console,
            transient=True,
            refresh_per_second=5,
            # What is said goes through `speak_above`: click writes past the streams that rich puts in place.
            redirect_stdout=False,
            redirect_stderr=False,
            get_time=monotonic,
        )
        self._total = total
        self._listed: int | None = None
        self._done = 0
        self._known_bytes = 0
        self._overall = self._bars.add_task(self._headline(), total=None)
        [self._all] = self._bars.tasks
        self._tasks: dict[str, TaskID] = {}
        self._sizes: dict[str, int] = {}
        self._without_size = 0
        self._came: dict[str, int] = {}

    def __enter__(self) -> Self:
        try:
            self._bars.start()
            speak_above(self._write)
        except BaseException:
            # Ctrl-C in the middle of it: nobody calls `__exit__`, and rich may have nothing to take back yet.
            with contextlib.suppress(IndexError):
                self._take_down()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._take_down()

    def expect(self, total: int, listed: int) -> None:
        """Shows how many clips are to come, and how many were listed so far."""
        self._total, self._listed = total, listed
        self._tell_all()

    def started(self, job: Job, *, size_bytes: int | None, held_bytes: int) -> None:
        """A bar for the file, full as far as an earlier try came."""
        super().started(job, size_bytes=size_bytes, held_bytes=held_bytes)
        self._drop(job.slug)
        label = _label(job.name.rpartition("/")[2])
        task = self._tasks[job.slug] = self._bars.add_task(label, total=size_bytes, completed=held_bytes)
        if size_bytes and job.slug not in self._sizes:
            self._sizes[job.slug] = size_bytes
            self._known_bytes += size_bytes
        # What was held did not come now: it is there, and says nothing of the rate.
        self._all.completed += held_bytes - self._came.get(job.slug, 0)
        self._came[job.slug] = held_bytes
        self._tell_all()
        # Rates are measured from here, not from the first bytes, which are often the last ones, too.
        for one in (task, self._overall):
            self._bars.advance(one, 0)

    def advanced(self, job: Job, size_bytes: int) -> None:
        """Moves the file's bar and the one for all."""
        if job.slug in self._tasks:
            self._bars.advance(self._tasks[job.slug], size_bytes)
            self._came[job.slug] += size_bytes
        self._bars.advance(self._overall, size_bytes)

    def finished(self, outcome: Outcome) -> None:
        """Drops the file's bar and counts it."""
        self._drop(outcome.slug)
        self._came.pop(outcome.slug, None)
        self._done += 1
        self._without_size += outcome.slug not in self._sizes
        self._tell_all()
        super().finished(outcome)

    def _take_down(self) -> None:
        try:
            self._bars.stop()
        finally:
            speak_above(None)
            # A terminal without a cursor stays so when we have ended.
            self._console.show_cursor()

    def _write(self, line: str) -> None:
        from rich.text import Text

        # Without the lock, a picture drawn between the line's making and its writing makes it erase too much
        # or too little: rich counts upwards from the picture it knew of.
        with self._bars.live._lock:  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
            # As it is: no emoji for `:smile:`, and broken by the terminal alone, so that it can be copied.
            self._console.print(Text(line), soft_wrap=True, highlight=False)

    def _tell_all(self) -> None:
        self._bars.update(self._overall, description=self._headline())
        # Not by `update`: a total that changes makes it forget all that the rate is measured by.
        self._all.total = self._expected()
        self._all.finished_time = self._all.finished_speed = None

    def _headline(self) -> str:
        listed = f", {self._listed:,} listed" if self._listed is not None else ""
        return f"{self._done:,} of {self._total:,} clips{listed}"

    def _expected(self) -> float | None:
        """All bytes, as far as the files met so far tell of the rest."""
        if not self._sizes:
            return None
        unmet = max(0, self._total - len(self._sizes) - self._without_size)
        expected = self._known_bytes + self._known_bytes / len(self._sizes) * unmet
        return max(expected, self._all.completed)

    def _drop(self, slug: str) -> None:
        task = self._tasks.pop(slug, None)
        if task is not None:
            self._bars.remove_task(task)
