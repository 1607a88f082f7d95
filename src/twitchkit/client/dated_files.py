"""Which clips the files are of that twitch-dl named: their channels' clips of that day are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from twitchkit.clips.dated_name import DatedName, read_dated_name
from twitchkit.helix import Clip, GetClips, GetUsers

if TYPE_CHECKING:
    from twitchkit.client.twitch import Twitch


def find_dated(files: Sequence[Path], twitch: Twitch) -> dict[Path, Clip]:
    """The clip of each file whose name fits one clip alone.

    Raises:
        TwitchError, NetworkError, AuthError: Twitch could not be asked.
    """
    names = {file: name for file in files if (name := read_dated_name(file.stem))}
    logins = tuple(dict.fromkeys(login for name in names.values() for login in name.logins))
    channels = {user.login: user.id for user in twitch.send(GetUsers(login=logins))} if logins else {}
    days: dict[tuple[str, date], list[Clip]] = {}
    found: dict[Path, Clip] = {}
    for file, name in names.items():
        fit: list[Clip] = []
        for login in name.logins:
            if login in channels:
                key = channels[login], name.day
                if key not in days:
                    days[key] = _of_day(channels[login], name, twitch)
                fit += name.among(days[key], login)
        if len(fit) == 1:
            found[file] = fit[0]
    return found


def _of_day(channel: str, name: DatedName, twitch: Twitch) -> list[Clip]:
    start, end = name.span
    asked = GetClips(broadcaster_id=channel, started_at=start, ended_at=end, first=100)
    return list({clip.id: clip for clip in twitch.each(asked)}.values())
