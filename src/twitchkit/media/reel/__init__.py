"""Clips joined to one MP4, by PyAV (extra `reel`): importing this folder needs it."""

from twitchkit.media.reel.join import join
from twitchkit.media.reel.tracks import read_tracks

__all__ = ["join", "read_tracks"]
