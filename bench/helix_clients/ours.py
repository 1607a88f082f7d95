"""twitchkit's asyncio face."""

import asyncio
import sys

from meter import Meter

from twitchkit import AsyncTwitch
from twitchkit.helix import GetClips, GetGames


async def main() -> None:
    """`ours.py BASE clips|pages|calls`."""
    base, job = sys.argv[1:]
    where = {"id_url": base, "api_url": base, "gql_url": base}
    async with AsyncTwitch(client_id="bench", client_secret="s", vault="memory", **where) as twitch:
        await twitch.send(GetGames(id="33214"))
        meter, count = Meter(), 0
        if job == "clips":
            async for _ in twitch.each(GetClips(broadcaster_id="1", first=100)):
                count += 1
        elif job == "pages":
            async for page in twitch.pages(GetClips(broadcaster_id="1", first=100)):
                count += len(page)
        else:
            for _ in range(1000):
                count += len((await twitch.send(GetGames(id="33214"))).data)
        meter.tell(count)


asyncio.run(main())
