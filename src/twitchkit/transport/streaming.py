"""Bodies too large to hold, on aiohttp."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncGenerator, Generator, Mapping
from typing import TYPE_CHECKING, Protocol, Self, final
from urllib.parse import urljoin, urlsplit

from twitchkit.errors import Unreachable
from twitchkit.transport.proxies import is_loopback
from twitchkit.transport.sending import Attempt, host_of, safe_cause
from twitchkit.wire import Request

if TYPE_CHECKING:
    from aiohttp import ClientResponse

MAX_REDIRECTS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})
CREDENTIALS = frozenset({"authorization", "client-id", "cookie", "proxy-authorization"})


class Open(Protocol):
    """Sends a request on aiohttp."""

    def __call__(self, request: Request) -> contextlib.AbstractAsyncContextManager[ClientResponse]: ...


@final
class AiohttpStream:
    """An answer whose body has not been read yet (`wire.Stream`)."""

    def __init__(self, raw: ClientResponse, attempt: Attempt) -> None:
        self._raw = raw
        self._attempt = attempt

    @property
    def status(self) -> int:
        """HTTP status code."""
        return self._raw.status

    def header(self, name: str) -> str | None:
        """The header's value, or None."""
        return self._raw.headers.get(name)

    def chunks(self) -> Pieces:
        """The body as it arrives.

        Raises:
            NetworkError: the connection was cut, or nothing arrived for the stall limit.
        """
        return Pieces(self._raw, self._attempt)


@final
class Pieces:
    """A body, piece by piece; no generator, so that leaving half-way leaves nothing to clean up."""

    def __init__(self, raw: ClientResponse, attempt: Attempt) -> None:
        self._content = raw.content
        self._attempt = attempt

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> bytes:
        with translated(self._attempt):
            while True:
                # Unlike read() and iter_chunked(), this neither joins nor slices what arrived.
                piece, _ = await self._content.readchunk()
                if piece:
                    return piece
                if self._content.at_eof():
                    raise StopAsyncIteration


@contextlib.contextmanager
def translated(attempt: Attempt) -> Generator[None]:
    """Foreign exceptions within are raised as ours."""
    from twitchkit.transport.aiohttp_failures import FOREIGN, translate

    try:
        yield
    except FOREIGN as error:
        raise translate(error, attempt) from safe_cause(error)


@contextlib.asynccontextmanager
async def follow(request: Request, open_one: Open) -> AsyncGenerator[ClientResponse]:
    """The first answer that is no redirect.

    Raises:
        Unreachable: a target that is neither https nor on the loopback, or too many redirects.
        NetworkError: no answer.
    """
    for _ in range(MAX_REDIRECTS + 1):
        check_target(request.url)
        async with open_one(request) as raw:
            target = raw.headers.get("location") if raw.status in REDIRECTS else None
            if target is None:
                yield raw
                return
        request = redirected(request, target)
    raise Unreachable(host=host_of(request.url), reason=f"It redirects more than {MAX_REDIRECTS} times.")


def redirected(request: Request, target: str) -> Request:
    """`request` for its new target; another host is not told the credentials of the first."""
    url = urljoin(request.url, target)
    headers: Mapping[str, object] = request.headers
    if urlsplit(url).netloc != urlsplit(request.url).netloc:
        headers = {name: value for name, value in headers.items() if name.lower() not in CREDENTIALS}
    return Request("GET", url, {name: request.headers[name] for name in headers})


def check_target(url: str) -> None:
    """Raises `Unreachable` unless `url` is https, or http on the loopback."""
    try:
        scheme, loopback = urlsplit(url).scheme, is_loopback(url)
    except ValueError:
        raise Unreachable(host="", reason="It redirects to an address that is none.") from None
    if scheme != "https" and not (scheme == "http" and loopback):
        raise Unreachable(host=host_of(url), reason=f"Its address is {scheme or 'nothing'}, not https.")
