"""What both transports do to a request, and the words for a failure that both share."""

from __future__ import annotations

import os
from collections.abc import Mapping

import msgspec

from twitchkit.errors import InvalidRequest, UnexpectedAnswer
from twitchkit.secret import Secret, without_query
from twitchkit.version import __version__
from twitchkit.wire import Request
from twitchkit.wire.origin import origin_of, split_origin

USER_AGENT = f"twitchkit/{__version__} (+https://pypi.org/project/twitchkit/)"
OUR_NAME = {"User-Agent": USER_AGENT}
ACCEPT_GZIP = {**OUR_NAME, "Accept-Encoding": "gzip"}
ACCEPT_IDENTITY = {**OUR_NAME, "Accept-Encoding": "identity"}
MAX_ANSWER_BYTES = 64 * 1024 * 1024
"""The largest answer to an API call; Helix's largest are below 1 MB."""
CONNECT_TIMEOUT_S = 5.0
READ_TIMEOUT_S = 20.0
ANSWER_TIMEOUT_S = 120.0
"""For a whole answer to an API call, so that one that trickles ends too."""


class Attempt(msgspec.Struct, frozen=True, kw_only=True):
    """One sending, as error texts tell of it.

    Args:
        host: whom we ask, with the port if the URL names one.
        phase: "connecting", "answering" or "reading".
        limit_s: how long a silence we bear in this phase, seconds.
        connect_limit_s: the same while connecting.
    """

    host: str
    phase: str
    limit_s: float
    connect_limit_s: float


def host_of(url: str) -> str:
    """The host of `url` for messages, with the port if it names one."""
    return split_origin(origin_of(url)).netloc.rpartition("@")[2]


def shown(url: str) -> str:
    """Host and path of `url` for the log."""
    return without_query(url).partition("://")[2]


def wire_headers(request: Request, defaults: Mapping[str, str] = OUR_NAME) -> dict[str, str]:
    """The headers as they are sent, secrets revealed, `defaults` added where absent.

    Raises:
        InvalidRequest: a value that no header can carry; the text does not show it.
    """
    headers: dict[str, str] = {}
    for name, value in request.headers.items():
        text = value.reveal() if isinstance(value, Secret) else value
        if not (text.isascii() and text.isprintable()):
            raise InvalidRequest(
                operation=f"{request.method} {without_query(request.url)}",
                parameter=name,
                rule="it holds a control character or one outside ASCII, which no header can carry.",
            )
        headers[name] = text
    present = set(map(str.lower, headers))
    return headers | {name: text for name, text in defaults.items() if name.lower() not in present}


def too_large(request: Request, status: int) -> UnexpectedAnswer:
    """For an answer beyond `MAX_ANSWER_BYTES`."""
    return UnexpectedAnswer(
        where=shown(request.url),
        problem=f"The answer is larger than {MAX_ANSWER_BYTES >> 20} MB.",
        status=status,
    )


def describe(error: BaseException) -> str:
    """The cause in the system's words; only such words as hold no URL and no header."""
    import ssl

    if isinstance(error, ssl.SSLCertVerificationError):
        return f"Its certificate is not trusted: {getattr(error, 'verify_message', 'no reason given')}."
    if isinstance(error, ssl.SSLError):
        reason = getattr(error, "reason", None) or "no reason given"
        return f"The TLS handshake failed: {reason.replace('_', ' ').lower()}."
    if isinstance(error, OSError) and error.errno:
        # asyncio puts its own text with the address into strerror.
        return f"{os.strerror(error.errno)}."
    if isinstance(error, OSError) and str(error.args[:1]).startswith("('Multiple exceptions"):
        return "None of its addresses answers."
    return f"It broke off ({type(error).__name__})."


def system_error(error: BaseException) -> OSError | None:
    """The system's own error below a library's, if there is one."""
    import ssl

    seen: BaseException | None = error
    while seen is not None:
        for inner in (seen, *seen.args, getattr(seen, "reason", None), getattr(seen, "os_error", None)):
            if isinstance(inner, OSError) and (inner.strerror or isinstance(inner, ssl.SSLError)):
                return inner
        seen = seen.__cause__ or seen.__context__
    return None


def safe_cause(error: BaseException) -> BaseException | None:
    """`error` as the cause to show, or None when its text may quote a URL's query or a password."""
    return None if any(mark in str(error) for mark in "?@") else error
