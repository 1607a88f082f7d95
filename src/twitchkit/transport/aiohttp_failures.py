"""aiohttp's exceptions in our words."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Mapping
from typing import TypeAlias

from aiohttp import EofStream, WebSocketError, client_exceptions, http_exceptions
from aiohttp.multipart import BadContentDispositionHeader, BadContentDispositionParam

from twitchkit.errors import ConnectionCut, NetworkError, TimedOut, TlsTrouble, Unreachable
from twitchkit.transport.sending import Attempt, describe, system_error

Maker: TypeAlias = Callable[[BaseException, Attempt], NetworkError]


def _unreachable(error: BaseException, attempt: Attempt) -> NetworkError:
    return Unreachable(host=attempt.host, reason=describe(system_error(error) or error))


def _no_such_name(_error: BaseException, attempt: Attempt) -> NetworkError:
    return Unreachable(host=attempt.host, reason="Its name is not known to the name server.")


def _proxy(error: BaseException, attempt: Attempt) -> NetworkError:
    status = getattr(error, "status", 0)
    said = f"it answered {status}." if status else describe(system_error(error) or error)
    return Unreachable(host=attempt.host, reason=f"The proxy does not let us through: {said}")


def _too_slow(_error: BaseException, attempt: Attempt) -> NetworkError:
    return TimedOut(host=attempt.host, phase=attempt.phase, after_s=attempt.limit_s)


def _slow_connect(_error: BaseException, attempt: Attempt) -> NetworkError:
    return TimedOut(host=attempt.host, phase="connecting", after_s=attempt.connect_limit_s)


def _tls(error: BaseException, attempt: Attempt) -> NetworkError:
    return TlsTrouble(host=attempt.host, reason=describe(system_error(error) or error))


def _cut(error: BaseException, attempt: Attempt) -> NetworkError:
    return ConnectionCut(host=attempt.host, reason=describe(system_error(error) or error))


TABLE: Mapping[type[BaseException], Maker] = {
    client_exceptions.ClientError: _cut,
    client_exceptions.ClientResponseError: _cut,
    client_exceptions.ContentTypeError: _cut,
    client_exceptions.WSServerHandshakeError: _cut,
    client_exceptions.WSMessageTypeError: _cut,
    client_exceptions.ClientHttpProxyError: _proxy,
    client_exceptions.ClientProxyConnectionError: _proxy,
    client_exceptions.TooManyRedirects: _unreachable,
    client_exceptions.RedirectClientError: _unreachable,
    client_exceptions.InvalidURL: _unreachable,
    client_exceptions.InvalidUrlClientError: _unreachable,
    client_exceptions.InvalidUrlRedirectClientError: _unreachable,
    client_exceptions.NonHttpUrlClientError: _unreachable,
    client_exceptions.NonHttpUrlRedirectClientError: _unreachable,
    client_exceptions.ClientConnectionError: _cut,
    client_exceptions.ClientConnectionResetError: _cut,
    client_exceptions.ClientOSError: _cut,
    client_exceptions.ClientConnectorError: _unreachable,
    client_exceptions.ClientConnectorDNSError: _no_such_name,
    client_exceptions.UnixClientConnectorError: _unreachable,
    client_exceptions.ServerConnectionError: _cut,
    client_exceptions.ServerDisconnectedError: _cut,
    client_exceptions.ServerTimeoutError: _too_slow,
    client_exceptions.ConnectionTimeoutError: _slow_connect,
    client_exceptions.SocketTimeoutError: _too_slow,
    client_exceptions.ServerFingerprintMismatch: _tls,
    client_exceptions.ClientSSLError: _tls,
    client_exceptions.ClientConnectorSSLError: _tls,
    client_exceptions.ClientConnectorCertificateError: _tls,
    client_exceptions.ClientPayloadError: _cut,
    client_exceptions.UploadAbortedError: _cut,
    http_exceptions.HttpProcessingError: _cut,
    http_exceptions.BadHttpMessage: _cut,
    http_exceptions.HttpBadRequest: _cut,
    http_exceptions.PayloadEncodingError: _cut,
    http_exceptions.ContentEncodingError: _cut,
    http_exceptions.TransferEncodingError: _cut,
    http_exceptions.ContentLengthError: _cut,
    http_exceptions.DecompressSizeError: _cut,
    http_exceptions.LineTooLong: _cut,
    http_exceptions.InvalidHeader: _cut,
    http_exceptions.BadStatusLine: _cut,
    http_exceptions.BadHttpMethod: _cut,
    http_exceptions.InvalidURLError: _cut,
    WebSocketError: _cut,
    EofStream: _cut,
    BadContentDispositionHeader: _cut,
    BadContentDispositionParam: _cut,
    ssl.SSLError: _tls,
    TimeoutError: _too_slow,
    OSError: _cut,
}
"""Every class aiohttp's client raises has its own line; a test keeps it so."""

FOREIGN = (client_exceptions.ClientError, http_exceptions.HttpProcessingError, EofStream, OSError)


def translate(error: BaseException, attempt: Attempt) -> NetworkError:
    """What `error` means for whoever asked."""
    inner = system_error(error)
    if isinstance(inner, ssl.SSLError) and not isinstance(inner, ssl.SSLEOFError | ssl.SSLZeroReturnError):
        return _tls(inner, attempt)
    return next(TABLE[kind] for kind in type(error).__mro__ if kind in TABLE)(error, attempt)
