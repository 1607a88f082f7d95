from __future__ import annotations

import pytest

from twitchkit.client.clip_flows import AnyClip, unique_clips
from twitchkit.clips import ClipAddress
from twitchkit.errors import InvalidClipAddress
from unit.catalogue.stock import clip

ADDRESS = "https://clips.twitch.tv/Slug1"


@pytest.mark.parametrize(
    "one", ["Slug1", ADDRESS, ClipAddress("Slug1"), clip(1)], ids=lambda one: type(one).__name__
)
def test_one_clip_alone_is_one_of_several(one: AnyClip) -> None:
    assert list(unique_clips(one)) == ["Slug1"]
    assert unique_clips(one) == unique_clips([one])


def test_a_clip_that_comes_twice_comes_once() -> None:
    assert list(unique_clips(iter(["Slug2", ADDRESS, clip(2)]))) == ["Slug2", "Slug1"]


def test_one_bad_text_is_told_as_a_whole() -> None:
    with pytest.raises(InvalidClipAddress, match=r"address: 'https://example\.org/Abc'"):
        unique_clips("https://example.org/Abc")
