"""Bytes to a place: fetched, resumed, verified, published.

Rules for this folder: a stranger to every transport, it asks through `wire.Streams`.  What others can see is
whole: a file gets its name in one step, after the check.  Identity is the slug.  What is not ours is never
overwritten, and nothing is written outside the folder.  Modules that need asyncio are imported by name, so
that what does not need it starts faster.
"""

from twitchkit.media.folder import Kept, TargetFolder
from twitchkit.media.job import Job
from twitchkit.media.outcome import DownloadReport, Outcome, State
from twitchkit.media.probe import check_mp4, sniff
from twitchkit.media.progress import SILENT, Progress
from twitchkit.media.room import Room

__all__ = [
    "SILENT",
    "DownloadReport",
    "Job",
    "Kept",
    "Outcome",
    "Progress",
    "Room",
    "State",
    "TargetFolder",
    "check_mp4",
    "sniff",
]
