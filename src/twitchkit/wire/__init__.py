"""The only language between the pure core and the edges.

Rules for this folder: values and pure functions; nothing here opens a connection, reads a clock or knows
Twitch's endpoints.
"""

from twitchkit.wire.flow import Effect, Flow, Send, Sleep, send, sleep
from twitchkit.wire.request import Request
from twitchkit.wire.response import Response
from twitchkit.wire.retry import Backoff
from twitchkit.wire.stream import OnHead, OpenStream, Space, Stream, StreamHead, Streams, Took

__all__ = [
    "Backoff",
    "Effect",
    "Flow",
    "OnHead",
    "OpenStream",
    "Request",
    "Response",
    "Send",
    "Sleep",
    "Space",
    "Stream",
    "StreamHead",
    "Streams",
    "Took",
    "send",
    "sleep",
]
