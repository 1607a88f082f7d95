"""urllib3's exceptions in our words."""

from __future__ import annotations

import ssl

from urllib3 import exceptions as foreign

from twitchkit.transport import failures
from twitchkit.transport.failures import Table

TABLE: Table = {
    foreign.HTTPError: failures.cut,
    foreign.PoolError: failures.unreachable,
    foreign.RequestError: failures.unreachable,
    foreign.MaxRetryError: failures.unreachable,
    foreign.HostChangedError: failures.unreachable,
    foreign.EmptyPoolError: failures.unreachable,
    foreign.FullPoolError: failures.unreachable,
    foreign.ClosedPoolError: failures.unreachable,
    foreign.ConnectTimeoutError: failures.slow_connect,
    foreign.NewConnectionError: failures.unreachable,
    foreign.NameResolutionError: failures.no_such_name,
    foreign.ProxyError: failures.proxy,
    foreign.ProxySchemeUnknown: failures.proxy,
    foreign.ProxySchemeUnsupported: failures.proxy,
    foreign.ReadTimeoutError: failures.too_slow,
    foreign.TimeoutError: failures.too_slow,
    foreign.TimeoutStateError: failures.too_slow,
    foreign.SSLError: failures.tls,
    foreign.ProtocolError: failures.cut,
    foreign.ResponseError: failures.cut,
    foreign.IncompleteRead: failures.cut,
    foreign.InvalidChunkLength: failures.cut,
    foreign.InvalidHeader: failures.cut,
    foreign.HeaderParsingError: failures.cut,
    foreign.ResponseNotChunked: failures.cut,
    foreign.BodyNotHttplibCompatible: failures.cut,
    foreign.UnrewindableBodyError: failures.cut,
    foreign.DecodeError: failures.cut,
    foreign.LocationValueError: failures.unreachable,
    foreign.LocationParseError: failures.unreachable,
    foreign.URLSchemeUnknown: failures.unreachable,
    ssl.SSLEOFError: failures.cut,
    ssl.SSLZeroReturnError: failures.cut,
    ssl.SSLError: failures.tls,
    TimeoutError: failures.too_slow,
    OSError: failures.cut,
}
"""Every class urllib3 raises has its own line; a test keeps it so."""

FOREIGN = (foreign.HTTPError, OSError)
