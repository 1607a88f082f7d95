from __future__ import annotations

import pytest

from twitchkit.errors import InvalidRequest
from twitchkit.secret import Secret
from twitchkit.transport.sending import USER_AGENT, host_of, shown, wire_headers
from twitchkit.wire import Request


def test_secrets_are_revealed_on_the_wire_only() -> None:
    request = Request("GET", "https://x.tv/", {"Authorization": Secret("Bearer t")})
    assert wire_headers(request)["Authorization"] == "Bearer t"


def test_our_name_is_added_and_another_one_stays() -> None:
    assert wire_headers(Request("GET", "https://x.tv/"))["User-Agent"] == USER_AGENT
    assert wire_headers(Request("GET", "https://x.tv/", {"user-agent": "me"})) == {"user-agent": "me"}


@pytest.mark.parametrize("value", ["a\r\nX: 1", "a\n", "\0", "ä"])
def test_a_value_that_no_header_can_carry_is_refused_unseen(value: str) -> None:
    with pytest.raises(InvalidRequest) as refused:
        wire_headers(Request("GET", "https://x.tv/?sig=1", {"Client-Id": Secret("hush" + value)}))
    assert "hush" not in str(refused.value)
    assert "sig" not in str(refused.value)


def test_addresses_are_shown_without_query_and_password() -> None:
    url = "https://me:word@x.tv:8443/path?sig=1#f"
    assert shown(url) == "x.tv:8443/path"
    assert host_of(url) == "x.tv:8443"
