"""One local stub for all Helix clients: canned pages of a hundred clips, small answers, tokens.

Run as a process: `python bench/helix_stub.py READY_FILE`; writes its port there and serves until it is ended.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

PAGES = 500
FIRST = 100


def clip(number: int) -> dict[str, object]:
    """A clip as Twitch writes one."""
    slug = f"BenchmarkedCarefulClip{number:06}-AbCdEfGhIjKlMnOp"
    return {
        "id": slug,
        "url": f"https://www.twitch.tv/somechannel/clip/{slug}",
        "embed_url": f"https://clips.twitch.tv/embed?clip={slug}",
        "broadcaster_id": "67955580",
        "broadcaster_name": "SomeChannel",
        "creator_id": str(53834192 + number),
        "creator_name": f"Viewer{number}",
        "video_id": "" if number % 3 else "205586603",
        "game_id": "488191",
        "language": "en",
        "title": f"a title of the usual length, number {number}",
        "view_count": 10 + number % 977,
        "created_at": f"2026-10-{1 + number % 28:02}T22:34:18Z",
        "thumbnail_url": f"https://static-cdn.jtvnw.net/twitch-clips-thumbnails-prod/{slug}/preview-480x272.jpg",
        "duration": 12.9,
        "vod_offset": None if number % 3 else 1957,
        "is_featured": False,
    }


def spelled(content: object) -> bytes:
    """As Twitch writes JSON: no blanks between the parts."""
    return json.dumps(content, separators=(",", ":")).encode()


def answers() -> dict[str, bytes]:
    """Cursor → page, and the small answers by path."""
    pages = {}
    for page in range(PAGES):
        data = [clip(page * FIRST + at) for at in range(FIRST)]
        pagination = {"cursor": f"page{page + 1}"} if page + 1 < PAGES else {}
        pages[f"page{page}"] = spelled({"data": data, "pagination": pagination})
    game = {"id": "33214", "name": "Fortnite", "box_art_url": "https://example.com/x.jpg", "igdb_id": "1905"}
    token = {"access_token": "a" * 30, "expires_in": 5000000, "token_type": "bearer"}
    told = {"client_id": "bench", "scopes": None, "expires_in": 5000000}
    return pages | {
        "/helix/games": spelled({"data": [game], "pagination": {}}),
        "/oauth2/token": spelled(token),
        "/oauth2/validate": spelled(told),
    }


class Stub(asyncio.Protocol):
    """Answers each request at once; bodies of requests are skipped."""

    answers: dict[str, bytes]

    def __init__(self) -> None:
        self._held = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._held += data
        while (end := self._held.find(b"\r\n\r\n")) >= 0:
            head = self._held[:end].decode("latin-1")
            length = next(
                (int(line[15:]) for line in head.split("\r\n") if line.lower().startswith("content-length:")),
                0,
            )
            if len(self._held) < end + 4 + length:
                return
            self._held = self._held[end + 4 + length :]
            if len(head.split(" ")) < 2:
                print(repr(head[:300]), repr(data[:100]), flush=True)
            self._transport.write(self._answer(head.split(" ")[1]))

    def _answer(self, target: str) -> bytes:
        parts = urlsplit(target)
        key = parts.path
        if key == "/helix/clips":
            key = parse_qs(parts.query).get("after", ["page0"])[0]
        body = self.answers.get(key, b"{}")
        head = (
            "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\n"
            "Ratelimit-Limit: 800\r\nRatelimit-Remaining: 799\r\nRatelimit-Reset: 1800000000\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body


async def main() -> None:
    """Serves until it is ended."""
    Stub.answers = answers()
    server = await asyncio.get_running_loop().create_server(Stub, "127.0.0.1", 0)
    ready = Path(sys.argv[1])
    port = server.sockets[0].getsockname()[1]
    ready.with_suffix(".new").write_text(str(port))
    ready.with_suffix(".new").rename(ready)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
