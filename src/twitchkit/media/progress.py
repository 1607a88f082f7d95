"""What a download tells while it runs."""

from __future__ import annotations

from typing import Protocol

from twitchkit.media.job import Job
from twitchkit.media.outcome import Outcome


class Progress(Protocol):
    """Is told what happens, on the download's event loop; has to return at once and raise nothing."""

    def started(self, job: Job, *, size_bytes: int | None, held_bytes: int) -> None:
        """The bytes of `job` begin to come, or begin again from `held_bytes`.

        Args:
            job: the clip.
            size_bytes: the whole file, None when not told.
            held_bytes: what an earlier attempt left, and is not fetched again.
        """
        ...

    def advanced(self, job: Job, size_bytes: int) -> None:
        """`size_bytes` more came."""
        ...

    def note(self, job: Job, text: str) -> None:
        """Something went otherwise than asked; it goes on."""
        ...

    def finished(self, outcome: Outcome) -> None:
        """Nothing more happens to this clip; also for one that never started."""
        ...


class Silence:
    """Progress that nobody watches."""

    def started(self, job: Job, *, size_bytes: int | None, held_bytes: int) -> None:
        """Says nothing."""

    def advanced(self, job: Job, size_bytes: int) -> None:
        """Says nothing."""

    def note(self, job: Job, text: str) -> None:
        """Says nothing."""

    def finished(self, outcome: Outcome) -> None:
        """Says nothing."""


SILENT = Silence()
