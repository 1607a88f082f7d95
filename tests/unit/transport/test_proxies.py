from __future__ import annotations

import pytest

from twitchkit.errors import InvalidSetting
from twitchkit.transport.proxies import Proxies
from twitchkit.wire.loopback import is_loopback


def chosen(url: str, **environ: str) -> str | None:
    proxy = Proxies.from_environment(environ).choose(url)
    return proxy.reveal() if proxy else None


def test_no_proxy_without_a_setting() -> None:
    assert chosen("https://api.twitch.tv/") is None


def test_each_scheme_has_its_own() -> None:
    environ = {"HTTPS_PROXY": "http://a:1", "HTTP_PROXY": "http://b:2"}
    assert chosen("https://x.tv/", **environ) == "http://a:1"
    assert chosen("http://x.tv/", **environ) == "http://b:2"


def test_the_lower_case_spelling_wins() -> None:
    assert chosen("https://x.tv/", HTTPS_PROXY="http://a:1", https_proxy="http://b:2") == "http://b:2"


def test_one_for_all() -> None:
    assert chosen("https://x.tv/", ALL_PROXY="a:1") == "http://a:1"


def test_a_cgi_request_header_is_no_setting() -> None:
    assert chosen("http://x.tv/", HTTP_PROXY="http://evil:1", REQUEST_METHOD="GET") is None


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "[::1]:1"])
def test_the_loopback_is_never_proxied(host: str) -> None:
    assert is_loopback(f"http://{host}/")
    assert chosen(f"http://{host}/", HTTP_PROXY="http://a:1") is None


@pytest.mark.parametrize(
    ("entry", "direct"),
    [
        ("twitch.tv", True),
        (".twitch.tv", True),
        ("*.twitch.tv", True),
        ("api.twitch.tv:443", True),
        ("api.twitch.tv:80", False),
        ("*", True),
        ("itch.tv", False),
        ("other.tv, TWITCH.tv ", True),
        ("", False),
    ],
)
def test_hosts_that_are_reached_directly(entry: str, direct: bool) -> None:
    found = chosen("https://api.twitch.tv/", HTTPS_PROXY="http://a:1", NO_PROXY=entry)
    assert (found is None) is direct


def test_a_port_restricts_an_exception() -> None:
    environ = {"HTTPS_PROXY": "http://a:1", "NO_PROXY": "x.tv:8443"}
    assert chosen("https://x.tv:8443/", **environ) is None
    assert chosen("https://x.tv:9443/", **environ) == "http://a:1"


def test_a_socks_proxy_is_refused_without_its_password() -> None:
    with pytest.raises(InvalidSetting) as refused:
        chosen("https://x.tv/", HTTPS_PROXY="socks5://me:word@a:1")
    assert "word" not in str(refused.value)


def test_a_password_is_not_shown() -> None:
    assert "word" not in repr(Proxies.from_environment({"HTTPS_PROXY": "http://me:word@a:1"}))
