"""What a failure below us means, whichever library tells of it."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Mapping
from typing import TypeAlias

from twitchkit.errors import ConnectionCut, NetworkError, TimedOut, TlsTrouble, Unreachable
from twitchkit.transport.sending import Attempt, describe, system_error

Maker: TypeAlias = Callable[[BaseException, Attempt], NetworkError]
Table: TypeAlias = Mapping[type[BaseException], Maker]


def unreachable(error: BaseException, attempt: Attempt) -> NetworkError:
    """No connection came about."""
    return Unreachable(host=attempt.host, reason=describe(system_error(error) or error))


def no_such_name(_error: BaseException, attempt: Attempt) -> NetworkError:
    """The name server does not know the host, or there is no name server."""
    return Unreachable(host=attempt.host, reason="Its name is not known to the name server.")


def proxy(error: BaseException, attempt: Attempt) -> NetworkError:
    """The proxy is in the way."""
    status = getattr(error, "status", 0)
    said = f"it answered {status}." if status else describe(system_error(error) or error)
    return Unreachable(host=attempt.host, reason=f"The proxy does not let us through: {said}")


def too_slow(_error: BaseException, attempt: Attempt) -> NetworkError:
    """Silence in the attempt's phase."""
    return TimedOut(host=attempt.host, phase=attempt.phase, after_s=attempt.limit_s)


def slow_connect(_error: BaseException, attempt: Attempt) -> NetworkError:
    """Silence while connecting."""
    return TimedOut(host=attempt.host, phase="connecting", after_s=attempt.connect_limit_s)


def tls(error: BaseException, attempt: Attempt) -> NetworkError:
    """The certificate or the handshake."""
    return TlsTrouble(host=attempt.host, reason=describe(system_error(error) or error))


def cut(error: BaseException, attempt: Attempt) -> NetworkError:
    """The connection ended, or what came was no HTTP."""
    return ConnectionCut(host=attempt.host, reason=describe(system_error(error) or error))


def translate(error: BaseException, attempt: Attempt, table: Table) -> NetworkError:
    """What `error` means for whoever asked, as the library's `table` says."""
    inner = system_error(error)
    # Libraries wrap these in whatever was under way when the handshake failed.
    if isinstance(inner, ssl.SSLError) and not isinstance(inner, ssl.SSLEOFError | ssl.SSLZeroReturnError):
        return tls(inner, attempt)
    return next(table[kind] for kind in type(error).__mro__ if kind in table)(error, attempt)
