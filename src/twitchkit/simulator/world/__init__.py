"""What exists on this Twitch: people, games, videos, clips.

Rules for this folder: values and look-ups, no HTTP.  Everything comes from one seed; time and entropy are
handed in; nothing is kept outside a `World`, so that one can hold several.
"""

from twitchkit.simulator.world.clip import Clip, Era, Trouble
from twitchkit.simulator.world.game import Game
from twitchkit.simulator.world.now import SystemClock, TravelClock
from twitchkit.simulator.world.user import User
from twitchkit.simulator.world.video import Video
from twitchkit.simulator.world.world import World

__all__ = ["Clip", "Era", "Game", "SystemClock", "TravelClock", "Trouble", "User", "Video", "World"]
