"""twitchAPI lists a channel's clips, page by page, and asks for some by id."""

import asyncio
import json
import os
import sys

from twitchAPI.helper import first
from twitchAPI.twitch import Twitch


async def main() -> None:
    twitch = await Twitch(os.environ["TWITCH_CLIENT_ID"], os.environ["TWITCH_CLIENT_SECRET"])
    user = await first(twitch.get_users(logins=[sys.argv[1]]))
    clips = [clip async for clip in twitch.get_clips(broadcaster_id=user.id, first=50)]
    named = [clip.title async for clip in twitch.get_clips(clip_id=[clips[0].id, clips[1].id])]
    kept = [{"id": clip.id, "title": clip.title, "duration": clip.duration} for clip in clips]
    print(json.dumps({"clips": kept, "named": named}))
    await twitch.close()


asyncio.run(main())
