"""asyncio's and the system's exceptions in our words."""

from __future__ import annotations

import socket
import ssl

from twitchkit.transport import failures
from twitchkit.transport.failures import Table

DIALLING: Table = {
    TimeoutError: failures.slow_connect,
    socket.gaierror: failures.no_such_name,
    ssl.SSLEOFError: failures.cut,
    ssl.SSLZeroReturnError: failures.cut,
    ssl.SSLError: failures.tls,
    OSError: failures.unreachable,
    UnicodeError: failures.no_such_name,
}
"""Before there is a connection."""

READING: Table = {
    TimeoutError: failures.too_slow,
    ssl.SSLEOFError: failures.cut,
    ssl.SSLZeroReturnError: failures.cut,
    ssl.SSLError: failures.tls,
    OSError: failures.cut,
    UnicodeError: failures.cut,
}
"""On it."""

FOREIGN = (OSError, UnicodeError)
