from __future__ import annotations

import json
from pathlib import Path

import pytest

from twitchkit.clips import ClipAddress, parse_address, read_addresses
from twitchkit.errors import InvalidClipAddress

VECTORS = json.loads((Path(__file__).parents[2] / "vectors/clips/addresses.json").read_text())
SLUG = "TalentedCogentSlothKappaWealth-OqcQ7nwuwl3hGU2K"


@pytest.mark.parametrize("vector", VECTORS["accepted"], ids=lambda vector: vector["text"][:70])
def test_every_form_of_an_address_gives_the_slug_and_keeps_its_case(vector: dict[str, str | None]) -> None:
    assert parse_address(vector["text"] or "") == ClipAddress(vector["slug"], vector["channel"])


@pytest.mark.parametrize("vector", VECTORS["refused"], ids=lambda vector: ascii(vector["text"])[:70])
def test_what_is_no_clip_is_refused_with_what_it_is_instead(vector: dict[str, str]) -> None:
    with pytest.raises(InvalidClipAddress) as caught:
        parse_address(vector["text"])

    assert vector["reason"] in caught.value.reason


def test_a_very_long_text_is_refused_without_being_read() -> None:
    with pytest.raises(InvalidClipAddress, match="longer than"):
        parse_address("https://clips.twitch.tv/embed?" + "a=b&" * 100_000)


def test_a_token_nested_without_end_is_no_clip() -> None:
    url = "https://d1ndex63qxojbr.cloudfront.net/x.mp4?token=%7B%22x%22:" + "[" * 7000

    with pytest.raises(InvalidClipAddress, match="does not say"):
        parse_address(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://d1ndex63qxojbr.cloudfront.net/x.mp4?sig=CANARY&token=CANARY",
        "https://evil.example/x.mp4?a=b&sig=CANARY",
        "https://user:CANARY@clips.twitch.tv/Slug",
    ],
)
def test_a_signature_or_password_in_a_refused_address_is_not_repeated(url: str) -> None:
    with pytest.raises(InvalidClipAddress) as caught:
        parse_address(url)

    assert "CANARY" not in repr(caught.value) + str(caught.value) + caught.value.text


def test_a_bad_line_is_told_with_its_number_and_loses_no_other() -> None:
    lines = [
        f"\ufeff{SLUG}\r\n",
        "# favourites\n",
        "\n",
        "https://www.twitch.tv/videos/123\n",
        f"  https://clips.twitch.tv/{SLUG}#top   # the goal\n",
    ]

    found = list(read_addresses(lines))

    assert [line.number for line in found] == [1, 4, 5]
    assert found[0].found == ClipAddress(SLUG)
    assert isinstance(found[1].found, InvalidClipAddress)
    assert found[1].text == "https://www.twitch.tv/videos/123"
    assert found[2].found == ClipAddress(SLUG)


def test_a_list_is_read_line_by_line_so_that_it_may_have_no_end() -> None:
    def endless():
        while True:
            yield SLUG

    assert next(read_addresses(endless())).found == ClipAddress(SLUG)
