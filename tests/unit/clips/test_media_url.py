from __future__ import annotations

import pytest

from twitchkit.clips.media_url import may_follow, twitch_host


@pytest.mark.parametrize(
    "url",
    [
        "https://d1ndex63qxojbr.cloudfront.net/nauth/x/index.mp4",
        "https://d1ndex63qxojbr.cloudfront.net:443/x.mp4?a=b",
        "http://127.0.0.1:8123/d1ndex63qxojbr.cloudfront.net/x.mp4",
        "http://[::1]:8123/x.mp4",
        "https://localhost:8123/x.mp4",
    ],
)
def test_https_to_a_public_name_and_the_loopback_may_be_followed(url: str) -> None:
    assert may_follow(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "/x.mp4",
        "file:///etc/passwd",
        "ftp://d1ndex63qxojbr.cloudfront.net/x.mp4",
        "http://d1ndex63qxojbr.cloudfront.net/x.mp4",
        "https://10.0.0.1/x.mp4",
        "https://192.168.1.1/x.mp4",
        "https://169.254.169.254/latest/meta-data",
        "https://8.8.8.8/x.mp4",
        "https://[fd00::1]/x.mp4",
        "https://[::ffff:10.0.0.1]/x.mp4",
        "https://2130706433/x.mp4",
        "https://0x7f.1/x.mp4",
        "https://127.1/x.mp4",
        "https://router/x.mp4",
        "https://nas.local/x.mp4",
        "https://metadata.google.internal/x.mp4",
        "https://user:pass@d1ndex63qxojbr.cloudfront.net/x.mp4",
        "https://d1ndex63qxojbr.cloudfront.net:22/x.mp4",
        "https://d1ndex63qxojbr.cloudfront.net:99999/x.mp4",
        "https://[::1/x.mp4",
        "https://evil.com\\@d1ndex63qxojbr.cloudfront.net/x.mp4",
        "https://d1ndex63qxojbr.cloudfront.net/x.mp4\r\nHost: x",
        "https://d1ndéx.net/x.mp4",
        "http://127.0.0.1.evil.com/x.mp4",
    ],
)
def test_nothing_else_may_be_followed(url: str) -> None:
    assert not may_follow(url)


def test_a_stand_in_tells_which_host_it_means() -> None:
    assert twitch_host("http://127.0.0.1:8123/Production.assets.clips.twitchcdn.net/x.mp4") == (
        "production.assets.clips.twitchcdn.net"
    )
    assert twitch_host("http://127.0.0.1:8123/x.mp4") == "127.0.0.1"
    assert twitch_host("https://d1ndex63qxojbr.cloudfront.net/production.assets.clips.twitchcdn.net/x") == (
        "d1ndex63qxojbr.cloudfront.net"
    )
