"""TwitchIO, unmodified but for the addresses."""

import asyncio
import sys

import twitchio
from meter import Meter
from twitchio.http import Route


async def main() -> None:
    """`twitchio_client.py BASE clips|calls`."""
    base, job = sys.argv[1:]
    Route.BASE, Route.ID_BASE = f"{base}/helix/", f"{base}/"
    async with twitchio.Client(client_id="bench", client_secret="s") as client:
        await client.login(load_tokens=False, save_tokens=False)
        await client.fetch_games(ids=["33214"])
        meter, count = Meter(), 0
        if job == "clips":
            async for _ in client.create_partialuser("1", "somechannel").fetch_clips(first=100):
                count += 1
        else:
            for _ in range(1000):
                count += len(await client.fetch_games(ids=["33214"]))
        meter.tell(count)


asyncio.run(main())
