"""The floor of the blocking face: urllib3 and msgspec."""

import sys

import msgspec
import urllib3
from meter import Meter

HEADERS = {"Client-Id": "bench", "Authorization": "Bearer x"}


class Games(msgspec.Struct):
    """A small answer."""

    data: list[dict[str, str]]


base, pool, decoder = sys.argv[1], urllib3.PoolManager(), msgspec.json.Decoder(Games)
meter = Meter()
for _ in range(1000):
    decoder.decode(pool.request("GET", f"{base}/helix/games?id=33214", headers=HEADERS).data)
meter.tell(1000)
