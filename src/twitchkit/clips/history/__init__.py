"""Every clip of a channel or a game: windows of time that are asked for until they can be trusted.

Rules for this folder: pure; time is counted in slots of ten minutes, because Get Clips cuts `started_at` and
`ended_at` down to them; a window is trusted or it is looked at again, never guessed; what cannot be trusted
in the end is named as a doubt.
"""

from twitchkit.clips.history.plan import Errand, Listed, Plan
from twitchkit.clips.history.proof import Doubt, Proof
from twitchkit.clips.history.state import HistoryState
from twitchkit.clips.history.walk import End, Walked, walk
from twitchkit.clips.history.window import FIRST_CLIPS_AT, Window

__all__ = [
    "FIRST_CLIPS_AT",
    "Doubt",
    "End",
    "Errand",
    "HistoryState",
    "Listed",
    "Plan",
    "Proof",
    "Walked",
    "Window",
    "walk",
]
