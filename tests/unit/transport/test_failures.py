from __future__ import annotations

import inspect
import socket
import ssl
from types import ModuleType

import aiohttp
import aiohttp.client_exceptions
import aiohttp.http_exceptions
import pytest
import urllib3.exceptions

from twitchkit.errors import ConnectionCut, NetworkError, TimedOut, TlsTrouble, Unreachable
from twitchkit.transport import aiohttp_failures, lane_failures, urllib3_failures
from twitchkit.transport.failures import translate
from twitchkit.transport.sending import Attempt, describe, safe_cause

ATTEMPT = Attempt(host="media.example", phase="reading", limit_s=20, connect_limit_s=5)


def exceptions_of(*modules: ModuleType) -> set[type[Exception]]:
    return {
        kind
        for module in modules
        for _, kind in inspect.getmembers(module, inspect.isclass)
        if issubclass(kind, Exception)
        and not issubclass(kind, Warning)
        and kind.__module__.partition(".")[0] == module.__name__.partition(".")[0]
    }


def test_every_exception_of_aiohttps_client_has_its_line() -> None:
    offered = exceptions_of(aiohttp, aiohttp.client_exceptions, aiohttp.http_exceptions)
    # Only seen by a server's handlers, or a reader of multipart bodies.
    assert set() == offered - set(aiohttp_failures.TABLE)


def test_every_exception_of_urllib3_has_its_line() -> None:
    assert set() == exceptions_of(urllib3.exceptions) - set(urllib3_failures.TABLE)


@pytest.mark.parametrize("library", [aiohttp_failures, urllib3_failures])
def test_every_line_gives_one_of_our_errors_with_the_host(library: ModuleType) -> None:
    for kind, maker in library.TABLE.items():
        error = maker(kind.__new__(kind), ATTEMPT)
        assert isinstance(error, NetworkError)
        assert "media.example" in str(error)


@pytest.mark.parametrize("library", [aiohttp_failures, urllib3_failures, lane_failures])
def test_what_is_caught_can_be_translated(library: ModuleType) -> None:
    for name in ("TABLE", "READING", "DIALLING"):
        table = getattr(library, name, None)
        if table is None:
            continue
        for kind in library.FOREIGN:
            assert any(parent in table for parent in kind.__mro__), (name, kind)


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (ssl.SSLCertVerificationError(1, "no"), TlsTrouble),
        (TimeoutError(), TimedOut),
        (ConnectionResetError(104, "reset"), ConnectionCut),
        (ssl.SSLEOFError(8, "eof"), ConnectionCut),
    ],
)
def test_the_systems_errors_on_a_connection(error: OSError, expected: type[NetworkError]) -> None:
    assert expected is type(translate(error, ATTEMPT, lane_failures.READING))


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (ConnectionRefusedError(111, "x"), Unreachable),
        (socket.gaierror(-2, "x"), Unreachable),
        (TimeoutError(), TimedOut),
        (UnicodeError("x"), Unreachable),
    ],
)
def test_the_systems_errors_before_there_is_a_connection(
    error: Exception, expected: type[NetworkError]
) -> None:
    assert expected is type(translate(error, ATTEMPT, lane_failures.DIALLING))


def test_a_cause_that_quotes_a_query_or_a_password_is_not_shown() -> None:
    assert safe_cause(OSError("GET https://media.example/a?sig=1")) is None
    assert safe_cause(OSError("proxy http://me:word@proxy")) is None
    plain = OSError("reset")
    assert plain is safe_cause(plain)


def test_a_reason_is_told_in_the_systems_words_without_an_address() -> None:
    assert describe(ConnectionRefusedError(111, "Connect call failed ('127.0.0.1', 9)")) == (
        "Connection refused."
    )
    assert describe(OSError("Multiple exceptions: [Errno 111] …")) == "None of its addresses answers."
