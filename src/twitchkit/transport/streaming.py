"""Bodies too large to hold: redirects, and the answers that aiohttp reads."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncGenerator, Callable, Generator, Mapping
from typing import TYPE_CHECKING, Protocol, Self, final
from urllib.parse import urljoin, urlsplit

from twitchkit.errors import Unreachable
from twitchkit.transport.failures import translate
from twitchkit.transport.sending import Attempt, host_of, safe_cause
from twitchkit.wire import Request, Stream
from twitchkit.wire.loopback import is_loopback
from twitchkit.wire.origin import origin_of, split_origin

if TYPE_CHECKING:
    from aiohttp import ClientResponse

MAX_REDIRECTS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})
CREDENTIALS = frozenset({"authorization", "client-id", "cookie", "proxy-authorization"})


class Open(Protocol):
    """Sends one request."""

    def __call__(self, request: Request) -> contextlib.AbstractAsyncContextManager[Stream]: ...


@final
class AiohttpStream:
    """An answer whose body has not been read yet (`wire.Stream`)."""

    def __init__(self, raw: ClientResponse, attempt: Attempt) -> None:
        self._raw = raw
        self._pieces = Pieces(raw, attempt)
        self._rest = memoryview(b"")

    @property
    def status(self) -> int:
        """HTTP status code."""
        return self._raw.status

    def header(self, name: str) -> str | None:
        """The header's value, or None."""
        return self._raw.headers.get(name)

    async def read_into(self, space: Callable[[], memoryview], took: Callable[[int], bool]) -> int:
        """Puts what comes into what `space` gives; how much, 0 at the end."""
        rest = self._rest or memoryview(await anext(self._pieces, b""))
        if not rest:
            return 0
        buffer = space()
        size = min(len(rest), len(buffer))
        buffer[:size], self._rest = rest[:size], rest[size:]
        took(size)
        return size

    def chunks(self) -> Pieces:
        """The body as it arrives."""
        return self._pieces


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
                piece, _ = await self._content.readchunk()
                if piece:
                    return piece
                if self._content.at_eof():
                    raise StopAsyncIteration


@contextlib.contextmanager
def translated(attempt: Attempt) -> Generator[None]:
    """aiohttp's exceptions within are raised as ours."""
    from twitchkit.transport.aiohttp_failures import FOREIGN, TABLE

    try:
        yield
    except FOREIGN as error:
        raise translate(error, attempt, TABLE) from safe_cause(error)


@contextlib.asynccontextmanager
async def follow(request: Request, open_one: Open) -> AsyncGenerator[Stream]:
    """The first answer that is no redirect.

    Raises:
        Unreachable: a target that is neither https nor on the loopback, or too many redirects.
        NetworkError: no answer.
    """
    for _ in range(MAX_REDIRECTS + 1):
        check_target(request.url)
        async with open_one(request) as stream:
            target = stream.header("location") if stream.status in REDIRECTS else None
            if target is None:
                yield stream
                return
        request = redirected(request, target)
    raise Unreachable(host=host_of(request.url), reason=f"It redirects more than {MAX_REDIRECTS} times.")


def redirected(request: Request, target: str) -> Request:
    """`request` for its new target; another host is not told the credentials of the first."""
    try:
        url = urljoin(request.url, target)
        elsewhere = urlsplit(url).netloc != urlsplit(request.url).netloc
    except ValueError:
        raise Unreachable(
            host=host_of(request.url), reason="It redirects to an address that is none."
        ) from None
    headers: Mapping[str, object] = request.headers
    if elsewhere:
        headers = {name: value for name, value in headers.items() if name.lower() not in CREDENTIALS}
    return Request("GET", url, {name: request.headers[name] for name in headers})


def check_target(url: str) -> None:
    """Raises `Unreachable` unless `url` is https, or http on the loopback."""
    try:
        parts = split_origin(origin_of(url))
        scheme, loopback, _ = parts.scheme, is_loopback(url), parts.port
    except ValueError:
        raise Unreachable(host="", reason="Its address is none.") from None
    if not parts.hostname or (scheme != "https" and not (scheme == "http" and loopback)):
        raise Unreachable(host=host_of(url), reason=f"Its address is {scheme or 'nothing'}, not https.")
