"""How large clips usually are.

Bits a second, measured on Twitch's files (clips.md §5, captures of 2025 and 2026).
"""

from __future__ import annotations

from twitchkit.clips.choice import Choice
from twitchkit.clips.rendition import read_quality

USUAL = {1440: 9_000_000, 1080: 8_000_000, 720: 2_600_000, 480: 770_000, 360: 600_000}


def usual_bytes_a_second(choice: Choice) -> float:
    """About so many bytes for each second of a clip; the best file is taken for one of 1080 lines."""
    step = read_quality(choice.quality)
    if isinstance(step, str):
        height = 1080 if step == "best" else 360
    else:
        height = max((known for known in USUAL if known <= step[0]), default=360)
    return USUAL[height] / 8
