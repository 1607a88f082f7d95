from __future__ import annotations

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from twitchkit.clips import parse_address, read_addresses
from twitchkit.errors import InvalidClipAddress

PIECES = st.sampled_from(
    [
        "https://", "http://", "//", "clips.twitch.tv", "www.twitch.tv", "twitch.tv", "m.twitch.tv", "/", "/",
        "clip", "clips", "edit", "embed", "create", "?", "clip=", "&", "#", "%", "%2F", "%00", "@",
        ":", "443",
        "Slug", "Abc-1234567890abcdef", "channel", "videos", "123", "..", "\\", " ", "\t", "<", ">", '"',
        "static-cdn.jtvnw.net", "twitch-clips-thumbnails-prod", "production.assets.clips.twitchcdn.net",
        "v2/media", "d1ndex63qxojbr.cloudfront.net", "token=",
        "%7B%22clip_slug%22%3A%22Slug%22%7D", "[", "\ud800",
    ]
)  # fmt: skip
ADDRESSES = st.one_of(st.text(), st.lists(PIECES, max_size=12).map("".join))


@given(ADDRESSES)
@example("https://[::1")
@example("\ud800")
def test_any_text_is_a_safe_slug_or_refused_and_nothing_else_is_raised(text: str) -> None:
    try:
        address = parse_address(text)
    except InvalidClipAddress:
        return
    assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}", address.slug)
    assert not address.slug.isdigit()
    assert address.slug in text
    assert address.channel is None or re.fullmatch(r"[a-z0-9_]{1,25}", address.channel)


@given(st.lists(ADDRESSES, max_size=5))
@settings(max_examples=50)
def test_a_list_has_one_result_for_each_line_that_says_something(lines: list[str]) -> None:
    found = list(read_addresses(lines))

    assert [line.number for line in found] == sorted({line.number for line in found})
    assert all(line.text and not line.text.startswith("#") for line in found)
