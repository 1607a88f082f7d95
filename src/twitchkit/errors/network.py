"""No whole answer arrived."""

from __future__ import annotations

from twitchkit.errors.base import TwitchkitError


class NetworkError(TwitchkitError):
    """No whole answer arrived.  `host` is whom we asked."""

    code = "network"
    exit_code = 5
    retryable = True

    def __init__(self, *, what: str, why: str = "", fix: str = "", host: str = "") -> None:
        self.host = host
        super().__init__(what=what, why=why, fix=fix)


class Unreachable(NetworkError):
    """No connection: no such name, refused, no route, or a proxy in the way."""

    code = "unreachable"

    def __init__(self, *, host: str, reason: str) -> None:
        super().__init__(
            what=f"{host} cannot be reached.",
            why=reason,
            fix="Check the connection, and HTTPS_PROXY and NO_PROXY if you use a proxy.",
            host=host,
        )


class TimedOut(NetworkError):
    """Too slow.  `phase` is connecting, answering or reading."""

    code = "timed-out"

    def __init__(self, *, host: str, phase: str, after_s: float) -> None:
        self.phase = phase
        super().__init__(
            what=f"{host} took too long.",
            why=f"Nothing for {after_s:g} seconds while {phase}.",
            fix="Try again.",
            host=host,
        )


class TlsTrouble(NetworkError):
    """The certificate or the handshake failed."""

    code = "tls-trouble"
    retryable = False

    def __init__(self, *, host: str, reason: str) -> None:
        super().__init__(
            what=f"No trusted connection to {host}.",
            why=reason,
            fix="If a company proxy signs its own certificates, point SSL_CERT_FILE at its authority.",
            host=host,
        )


class ConnectionCut(NetworkError):
    """The connection ended before the answer did."""

    code = "connection-cut"

    def __init__(self, *, host: str, reason: str) -> None:
        super().__init__(
            what=f"{host} ended the connection too early.", why=reason, fix="Try again.", host=host
        )
