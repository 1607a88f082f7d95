"""The floor: aiohttp and msgspec, and nothing that a client is for."""

import asyncio
import sys
from datetime import datetime

import aiohttp
import msgspec
from meter import Meter

HEADERS = {"Client-Id": "bench", "Authorization": "Bearer x"}


class Clip(msgspec.Struct):
    """As Twitch writes it."""

    id: str
    url: str
    embed_url: str
    broadcaster_id: str
    broadcaster_name: str
    creator_id: str
    creator_name: str
    video_id: str
    game_id: str
    language: str
    title: str
    view_count: int
    created_at: datetime
    thumbnail_url: str
    duration: float
    vod_offset: int | None
    is_featured: bool


class Cursor(msgspec.Struct):
    """Where the next page is."""

    cursor: str | None = None


class Answer(msgspec.Struct):
    """A page."""

    data: list[Clip]
    pagination: Cursor


class Game(msgspec.Struct):
    """As Twitch writes it."""

    id: str
    name: str
    box_art_url: str
    igdb_id: str


class Games(msgspec.Struct):
    """A small answer."""

    data: list[Game]


async def clips(base: str, session: aiohttp.ClientSession) -> int:
    """All pages."""
    count, cursor, decoder = 0, None, msgspec.json.Decoder(Answer)
    while True:
        after = {"after": cursor} if cursor else {}
        params = {"broadcaster_id": "1", "first": "100", **after}
        async with session.get(f"{base}/helix/clips", params=params, headers=HEADERS) as response:
            response.raise_for_status()
            page = decoder.decode(await response.read())
        count += len(page.data)
        cursor = page.pagination.cursor
        if not cursor:
            return count


async def calls(base: str, session: aiohttp.ClientSession, times: int = 1000) -> int:
    """Small calls, one after the other."""
    decoder = msgspec.json.Decoder(Games)
    for _ in range(times):
        async with session.get(f"{base}/helix/games", params={"id": "33214"}, headers=HEADERS) as response:
            response.raise_for_status()
            decoder.decode(await response.read())
    return times


async def main() -> None:
    """`bare.py BASE pages|calls`."""
    async with aiohttp.ClientSession() as session:
        await calls(sys.argv[1], session, 1)
        meter = Meter()
        meter.tell(await {"pages": clips, "calls": calls}[sys.argv[2]](sys.argv[1], session))


asyncio.run(main())
