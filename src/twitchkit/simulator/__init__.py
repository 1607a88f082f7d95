"""A stand-in for Twitch on loopback: tokens, Helix, GraphQL and media, with faults on demand.

Rules for this folder: it knows ring 0 of twitchkit alone, so that it cannot share a misreading of Twitch with
the client; its values and encoders are its own.  `world` holds state, `app` turns a request into an answer
with no I/O, `delivery` and `server` put it on the wire.
"""

from twitchkit.simulator.extra import require_extra

# Else the first of its packages that is missing would be all that one is told.
require_extra()

from twitchkit.simulator.quirks import Quirks  # noqa: E402
from twitchkit.simulator.simulator import Simulator  # noqa: E402
from twitchkit.simulator.world import World  # noqa: E402

__all__ = ["Quirks", "Simulator", "World"]
