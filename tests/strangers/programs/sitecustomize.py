"""Python runs this at its start: Twitch's names lead to the simulator, in this process alone."""

import os
import socket

STAND_IN = "127.77.0.1"
"""An address of this machine that nothing else uses; it marks a connection that was meant for Twitch."""
NAMES = frozenset(os.environ["TWITCH_NAMES"].split())
PORT = int(os.environ["TWITCH_PORT"])

_look_up = socket.getaddrinfo
_connect = socket.socket.connect
_connect_ex = socket.socket.connect_ex


def _meant(address):
    return ("127.0.0.1", PORT) if isinstance(address, tuple) and address[0] == STAND_IN else address


def getaddrinfo(host, port, family=0, type=0, proto=0, flags=0):  # noqa: A002 - its name there
    name = host.decode() if isinstance(host, bytes) else host
    if name in NAMES:
        return _look_up(STAND_IN, port, socket.AF_INET, type, proto, 0)
    if name not in (None, "localhost", "127.0.0.1", "::1", "0.0.0.0", STAND_IN):
        raise socket.gaierror(socket.EAI_NONAME, f"nobody here knows {name}")
    return _look_up(host, port, family, type, proto, flags)


socket.getaddrinfo = getaddrinfo
socket.socket.connect = lambda self, address: _connect(self, _meant(address))
socket.socket.connect_ex = lambda self, address: _connect_ex(self, _meant(address))
