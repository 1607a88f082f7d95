"""The floor of the blocking face: urllib3 and msgspec."""

import sys

import msgspec
import urllib3
from meter import Meter

HEADERS = {"Client-Id": "bench", "Authorization": "Bearer x"}


class Game(msgspec.Struct):
    """As Twitch writes it."""

    id: str
    name: str
    box_art_url: str
    igdb_id: str


class Games(msgspec.Struct):
    """A small answer."""

    data: list[Game]


base, pool, decoder = sys.argv[1], urllib3.PoolManager(), msgspec.json.Decoder(Games)


def calls(times: int) -> None:
    """Small calls, one after the other."""
    for _ in range(times):
        response = pool.request("GET", f"{base}/helix/games?id=33214", headers=HEADERS)
        if response.status != 200:
            raise SystemExit(f"status {response.status}")
        decoder.decode(response.data)


calls(1)
meter = Meter()
calls(1000)
meter.tell(1000)
