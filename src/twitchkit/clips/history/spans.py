"""Stretches of time that are done."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Iterator

from twitchkit.clips.history.window import Window


class Spans:
    """Windows, joined where they touch."""

    def __init__(self, windows: Iterable[Window] = ()) -> None:
        self._windows: list[Window] = []
        for window in windows:
            self.add(window)

    def __iter__(self) -> Iterator[Window]:
        return iter(self._windows)

    def __len__(self) -> int:
        return len(self._windows)

    def add(self, window: Window) -> None:
        """`window` is done too."""
        touching = [one for one in self._windows if one.start <= window.stop and window.start <= one.stop]
        for one in touching:
            self._windows.remove(one)
        whole = [*touching, window]
        insort(self._windows, Window(min(one.start for one in whole), max(one.stop for one in whole)))

    def gaps(self, span: Window) -> list[Window]:
        """What of `span` is not done, oldest first."""
        gaps: list[Window] = []
        start = span.start
        for one in self._windows:
            if start < one.start and start < span.stop:
                gaps.append(Window(start, min(one.start, span.stop)))
            start = max(start, one.stop)
        if start < span.stop:
            gaps.append(Window(start, span.stop))
        return gaps
