from __future__ import annotations

import pytest

from twitchkit.clips.channel_name import read_channel


@pytest.mark.parametrize(
    "text",
    [
        "TwitchDev",
        "@twitchdev",
        " twitchdev ",
        "twitch.tv/twitchdev",
        "https://www.twitch.tv/TwitchDev",
        "HTTP://m.Twitch.tv/twitchdev/clips?range=7d#top",
        "https://www.twitch.tv/twitchdev/",
        "https://www.twitch.tv/twitchdev?sr=a",
    ],
)
def test_a_channel_in_every_spelling(text: str) -> None:
    assert read_channel(text) == "twitchdev"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "@",
        "two words",
        "a" * 26,
        "https://www.twitch.tv/",
        "https://www.twitch.tv/directory/game/Chess",
        "https://twitch.tv.evil.example/twitchdev",
        "https://clips.twitch.tv/AbcDef",
        "https://user@www.twitch.tv/twitchdev",
        "kanal-mit-strich",
    ],
)
def test_what_no_channel_is_called(text: str) -> None:
    assert read_channel(text) is None
