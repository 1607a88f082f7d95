"""twitchkit's blocking face."""

import sys

from meter import Meter

from twitchkit import Twitch
from twitchkit.helix import GetClips, GetGames

base, job = sys.argv[1:]
where = {"id_url": base, "api_url": base, "gql_url": base}
with Twitch(client_id="bench", client_secret="s", vault="memory", **where) as twitch:
    twitch.send(GetGames(id="33214"))
    meter = Meter()
    if job == "clips":
        count = sum(1 for _ in twitch.each(GetClips(broadcaster_id="1", first=100)))
    elif job == "pages":
        count = sum(len(page) for page in twitch.pages(GetClips(broadcaster_id="1", first=100)))
    else:
        count = sum(len(twitch.send(GetGames(id="33214")).data) for _ in range(1000))
    meter.tell(count)
