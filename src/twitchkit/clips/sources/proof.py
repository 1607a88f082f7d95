"""Whether a link gives an MP4: its first bytes, asked for by themselves."""

from __future__ import annotations

import msgspec

from twitchkit.clips.link import Link
from twitchkit.errors import NetworkError
from twitchkit.wire.flow import Flow, send, sleep
from twitchkit.wire.request import Request
from twitchkit.wire.response import Response
from twitchkit.wire.retry import Backoff

BACKOFF = Backoff(tries=3, first_s=0.5, longest_s=4.0)
_SHAPES = (
    (b"\xff\xd8\xff", "a JPEG"),
    (b"\x89PNG", "a PNG"),
    (b"<", "a page of HTML or XML"),
    (b"{", "JSON"),
)


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """What a link's first bytes say.

    Args:
        is_mp4: they are an MP4's.
        status: HTTP status, None when no answer came.
        problem: half a sentence for people, empty when all is well.
    """

    is_mp4: bool
    status: int | None
    problem: str = ""

    @property
    def is_missing(self) -> bool:
        """True if the host says that no such file exists, or not any more."""
        return self.status in (404, 410)

    @property
    def is_refused(self) -> bool:
        """True if the host does not accept the signature."""
        return self.status in (401, 403)


def prove(link: Link, *, backoff: Backoff = BACKOFF) -> Flow[Proof]:
    """What the first 16 bytes behind `link` are; a status of 200 alone proves nothing (observed 2024-08)."""
    # Twitch: the media hosts send `binary/octet-stream`, so the type says nothing (observed 2026-07).
    request = Request("GET", link.url.reveal(), {"Range": "bytes=0-15", "Accept-Encoding": "identity"})
    failed = 0
    while True:
        try:
            response = yield from send(request)
            trouble = f"{link.host} answered {response.status}"
            if response.status != 429 and response.status < 500:
                return _read(response, trouble)
            status, again = response.status, True
        except NetworkError as error:
            status, trouble, again = None, error.what.rstrip("."), error.retryable
        failed += 1
        wait_s = backoff.wait_s(failed) if again else None
        if wait_s is None:
            return Proof(is_mp4=False, status=status, problem=trouble)
        yield from sleep(wait_s, jitter=backoff.jitter, why=f"another try after: {trouble}")


def _read(response: Response, trouble: str) -> Proof:
    if response.status not in (200, 206):
        return Proof(is_mp4=False, status=response.status, problem=trouble)
    if response.body[4:8] == b"ftyp":
        return Proof(is_mp4=True, status=response.status)
    looks = next((shape for start, shape in _SHAPES if response.body.startswith(start)), "something else")
    got = looks if response.body else "nothing"
    return Proof(is_mp4=False, status=response.status, problem=f"it gave {got} in place of an MP4")
