"""urllib3's exceptions in our words."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Mapping
from typing import TypeAlias

from urllib3 import exceptions as foreign

from twitchkit.errors import ConnectionCut, NetworkError, TimedOut, TlsTrouble, Unreachable
from twitchkit.transport.sending import Attempt, describe, system_error

Maker: TypeAlias = Callable[[BaseException, Attempt], NetworkError]


def _unreachable(error: BaseException, attempt: Attempt) -> NetworkError:
    return Unreachable(host=attempt.host, reason=describe(system_error(error) or error))


def _no_such_name(_error: BaseException, attempt: Attempt) -> NetworkError:
    return Unreachable(host=attempt.host, reason="Its name is not known to the name server.")


def _proxy(error: BaseException, attempt: Attempt) -> NetworkError:
    return Unreachable(
        host=attempt.host,
        reason=f"The proxy does not let us through: {describe(system_error(error) or error)}",
    )


def _too_slow(_error: BaseException, attempt: Attempt) -> NetworkError:
    return TimedOut(host=attempt.host, phase=attempt.phase, after_s=attempt.limit_s)


def _slow_connect(_error: BaseException, attempt: Attempt) -> NetworkError:
    return TimedOut(host=attempt.host, phase="connecting", after_s=attempt.connect_limit_s)


def _tls(error: BaseException, attempt: Attempt) -> NetworkError:
    return TlsTrouble(host=attempt.host, reason=describe(system_error(error) or error))


def _cut(error: BaseException, attempt: Attempt) -> NetworkError:
    return ConnectionCut(host=attempt.host, reason=describe(system_error(error) or error))


TABLE: Mapping[type[BaseException], Maker] = {
    foreign.HTTPError: _cut,
    foreign.PoolError: _unreachable,
    foreign.RequestError: _unreachable,
    foreign.MaxRetryError: _unreachable,
    foreign.HostChangedError: _unreachable,
    foreign.EmptyPoolError: _unreachable,
    foreign.FullPoolError: _unreachable,
    foreign.ClosedPoolError: _unreachable,
    foreign.ConnectTimeoutError: _slow_connect,
    foreign.NewConnectionError: _unreachable,
    foreign.NameResolutionError: _no_such_name,
    foreign.ProxyError: _proxy,
    foreign.ProxySchemeUnknown: _proxy,
    foreign.ProxySchemeUnsupported: _proxy,
    foreign.ReadTimeoutError: _too_slow,
    foreign.TimeoutError: _too_slow,
    foreign.TimeoutStateError: _too_slow,
    foreign.SSLError: _tls,
    foreign.ProtocolError: _cut,
    foreign.ResponseError: _cut,
    foreign.IncompleteRead: _cut,
    foreign.InvalidChunkLength: _cut,
    foreign.InvalidHeader: _cut,
    foreign.HeaderParsingError: _cut,
    foreign.ResponseNotChunked: _cut,
    foreign.BodyNotHttplibCompatible: _cut,
    foreign.UnrewindableBodyError: _cut,
    foreign.DecodeError: _cut,
    foreign.LocationValueError: _unreachable,
    foreign.LocationParseError: _unreachable,
    foreign.URLSchemeUnknown: _unreachable,
    ssl.SSLError: _tls,
    TimeoutError: _too_slow,
    OSError: _cut,
}
"""Every class urllib3 raises has its own line; a test keeps it so."""

FOREIGN = (foreign.HTTPError, OSError)


def translate(error: BaseException, attempt: Attempt) -> NetworkError:
    """What `error` means for whoever asked."""
    inner = system_error(error)
    if isinstance(inner, ssl.SSLError) and not isinstance(inner, ssl.SSLEOFError | ssl.SSLZeroReturnError):
        return _tls(inner, attempt)
    return next(TABLE[kind] for kind in type(error).__mro__ if kind in TABLE)(error, attempt)
