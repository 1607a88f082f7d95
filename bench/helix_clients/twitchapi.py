"""twitchAPI, unmodified."""

import asyncio
import sys

from meter import Meter
from twitchAPI.twitch import Twitch


async def main() -> None:
    """`twitchapi.py BASE clips|calls`."""
    base, job = sys.argv[1:]
    twitch = await Twitch("bench", "s", base_url=f"{base}/helix/", auth_base_url=f"{base}/oauth2/")
    async for _ in twitch.get_games(game_ids=["33214"]):
        pass
    meter, count = Meter(), 0
    if job == "clips":
        async for _ in twitch.get_clips(broadcaster_id="1", first=100):
            count += 1
    else:
        for _ in range(1000):
            async for _ in twitch.get_games(game_ids=["33214"]):
                count += 1
    meter.tell(count)
    await twitch.close()


asyncio.run(main())
