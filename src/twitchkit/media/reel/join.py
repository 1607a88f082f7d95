"""Several clips as one film with chapters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TypeAlias

import av
from av.container import OutputContainer

from twitchkit.clips.reel import ReelPlan
from twitchkit.media.reel.copy import Copier
from twitchkit.media.reel.encode import Encoder

CHAPTER_BASE = Fraction(1, 1000)
"""FFmpeg writes chapters of an MP4 in milliseconds."""

OnJoined: TypeAlias = Callable[[Fraction], object]
"""Is told how many seconds of the reel are there."""


def join(
    paths: Sequence[Path], plan: ReelPlan, output: Path, *, on_joined: OnJoined = lambda _: None
) -> None:
    """Writes the reel to `output`.

    Args:
        paths: of the clips, as many as the plan has chapters.
        plan: made of what `read_tracks` told of them.

    Raises:
        KeptFileUnusable: one of the clips cannot be read to its end.
        OSError: the disk.
    """
    with av.open(str(output), "w", format="mp4", options={"movflags": "+faststart"}) as container:
        _set_chapters(container, plan)
        work = (Copier if plan.way == "copied" else Encoder)(container, plan)
        for path, chapter in zip(paths, plan.chapters, strict=True):
            for at in work.add(path, chapter):
                on_joined(at)
            on_joined(chapter.end)
        work.finish()


def _set_chapters(container: OutputContainer, plan: ReelPlan) -> None:
    container.set_chapters(
        [
            {
                "id": number,
                "start": round(chapter.start / CHAPTER_BASE),
                "end": round(chapter.end / CHAPTER_BASE),
                "time_base": CHAPTER_BASE,
                "metadata": {"title": chapter.title},
            }
            for number, chapter in enumerate(plan.chapters)
        ]
    )
