"""aiohttp's exceptions in our words."""

from __future__ import annotations

import ssl

from aiohttp import EofStream, WebSocketError, client_exceptions, http_exceptions
from aiohttp.multipart import BadContentDispositionHeader, BadContentDispositionParam

from twitchkit.transport import failures
from twitchkit.transport.failures import Table

TABLE: Table = {
    client_exceptions.ClientError: failures.cut,
    client_exceptions.ClientResponseError: failures.cut,
    client_exceptions.ContentTypeError: failures.cut,
    client_exceptions.WSServerHandshakeError: failures.cut,
    client_exceptions.WSMessageTypeError: failures.cut,
    client_exceptions.ClientHttpProxyError: failures.proxy,
    client_exceptions.ClientProxyConnectionError: failures.proxy,
    client_exceptions.TooManyRedirects: failures.unreachable,
    client_exceptions.RedirectClientError: failures.unreachable,
    client_exceptions.InvalidURL: failures.unreachable,
    client_exceptions.InvalidUrlClientError: failures.unreachable,
    client_exceptions.InvalidUrlRedirectClientError: failures.unreachable,
    client_exceptions.NonHttpUrlClientError: failures.unreachable,
    client_exceptions.NonHttpUrlRedirectClientError: failures.unreachable,
    client_exceptions.ClientConnectionError: failures.cut,
    client_exceptions.ClientConnectionResetError: failures.cut,
    client_exceptions.ClientOSError: failures.cut,
    client_exceptions.ClientConnectorError: failures.unreachable,
    client_exceptions.ClientConnectorDNSError: failures.no_such_name,
    client_exceptions.UnixClientConnectorError: failures.unreachable,
    client_exceptions.ServerConnectionError: failures.cut,
    client_exceptions.ServerDisconnectedError: failures.cut,
    client_exceptions.ServerTimeoutError: failures.too_slow,
    client_exceptions.ConnectionTimeoutError: failures.slow_connect,
    client_exceptions.SocketTimeoutError: failures.too_slow,
    client_exceptions.ServerFingerprintMismatch: failures.tls,
    client_exceptions.ClientSSLError: failures.tls,
    client_exceptions.ClientConnectorSSLError: failures.tls,
    client_exceptions.ClientConnectorCertificateError: failures.tls,
    client_exceptions.ClientPayloadError: failures.cut,
    client_exceptions.UploadAbortedError: failures.cut,
    http_exceptions.HttpProcessingError: failures.cut,
    http_exceptions.BadHttpMessage: failures.cut,
    http_exceptions.HttpBadRequest: failures.cut,
    http_exceptions.PayloadEncodingError: failures.cut,
    http_exceptions.ContentEncodingError: failures.cut,
    http_exceptions.TransferEncodingError: failures.cut,
    http_exceptions.ContentLengthError: failures.cut,
    http_exceptions.DecompressSizeError: failures.cut,
    http_exceptions.LineTooLong: failures.cut,
    http_exceptions.InvalidHeader: failures.cut,
    http_exceptions.BadStatusLine: failures.cut,
    http_exceptions.BadHttpMethod: failures.cut,
    http_exceptions.InvalidURLError: failures.cut,
    WebSocketError: failures.cut,
    EofStream: failures.cut,
    BadContentDispositionHeader: failures.cut,
    BadContentDispositionParam: failures.cut,
    ssl.SSLEOFError: failures.cut,
    ssl.SSLZeroReturnError: failures.cut,
    ssl.SSLError: failures.tls,
    TimeoutError: failures.too_slow,
    OSError: failures.cut,
}
"""Every class aiohttp's client raises has its own line; a test keeps it so."""

FOREIGN = (client_exceptions.ClientError, http_exceptions.HttpProcessingError, EofStream, OSError)
