"""Twitch's old API by command and by library."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from typing import Any

import pytest

from e2e.test_login import free_port, visit
from e2e.test_openid import twitch_of
from person import decide
from shell import Shell
from twitchkit import AsyncTwitch, Twitch
from twitchkit.errors import InvalidRequest, KrakenGone, RequestRefused
from twitchkit.oauth.kraken import Carriage
from twitchkit.simulator import Simulator

BACK = "http://localhost:3000"
TWITCH = {"TWITCHKIT_API_URL": "https://api.twitch.tv"}


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    with Simulator(seed=5, clips=5) as simulator:
        yield simulator


@pytest.mark.parametrize("options", [(), ("--implicit",)])
def test_an_old_login_brings_an_old_token(
    shell: Shell, simulator: Simulator, options: tuple[str, ...]
) -> None:
    person = simulator.users[0]
    port = str(free_port())
    running = shell.start(
        "kraken", "login", "--scopes", "user_read channel_editor", "--force-verify", "--no-browser",
        "--port", port, *options, stdin=True,
    )  # fmt: skip
    assert running.stderr is not None
    url = next(found[0] for line in running.stderr if (found := re.search(r"https?://\S+", line)))
    assert "/kraken/oauth2/authorize?" in url
    assert "scope=user_read%20channel_editor" in url
    assert "force_verify=true" in url
    back = decide(url, person.login)
    if options:
        out, err = running.communicate(back + "\n", timeout=20)
    else:
        visit(back)
        out, err = running.communicate(timeout=20)
    assert running.returncode == 0, err

    for way in ("header", "query"):
        [told] = shell("kraken", "call", "GET", "/kraken/user", "--by", way, stdin=out).rows
        assert (told["name"], told["email"]) == (person.login, person.email)
    [changed] = shell(
        "kraken", "call", "PUT", f"/kraken/channels/{person.id}", "channel[status]=Hello & bye", "--v5",
        "--by", "body", stdin=out,
    ).rows  # fmt: skip
    assert (changed["_id"], changed["status"]) == (person.id, "Hello & bye")
    assert shell("accounts").out == ""


def test_a_body_is_not_for_get(shell: Shell) -> None:
    done = shell("kraken", "call", "GET", "/kraken/user", "--by", "body", stdin="x")

    assert done.status == 2
    assert "GET and DELETE have no body" in done.err


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (("login", "--scopes", "user_read chat_login"), '--scopes "user:read:email chat:read chat:edit"'),
        (("call", "GET", "/kraken/channels/abc/editors"), "Today it is GET /channels/editors."),
        (("call", "DELETE", "/kraken/channels/abc/stream_key"), "Nothing replaces it."),
    ],
)
def test_against_twitch_itself_the_way_of_today_is_told(
    shell: Shell, command: tuple[str, ...], told: str
) -> None:
    done = shell("kraken", *command, environment=TWITCH)

    assert done.status == 2
    assert "28 February 2022" in done.err
    assert told in done.err


def test_old_calls_and_addresses_are_translated(shell: Shell) -> None:
    call = shell("kraken", "today", "GET", "https://api.twitch.tv/kraken/channel")
    page = shell(
        "kraken", "today",
        "https://api.twitch.tv/kraken/oauth2/authorize?response_type=code&client_id=abc&scope=user_read+chat_login",
    )  # fmt: skip
    none = shell("kraken", "today", "GET", "/kraken/feed/abc/posts", "--json")

    assert call.out == "GET /channels\nGET /streams/key\n"
    assert "Authorization: Bearer" in call.err
    assert page.out == (
        "https://id.twitch.tv/oauth2/authorize?response_type=code&client_id=abc"
        "&scope=user%3Aread%3Aemail%20chat%3Aread%20chat%3Aedit\n"
    )
    assert none.rows == [
        {"call": "* /kraken/feed/…", "helix": [], "scopes": [], "remark": "The channel feed is gone."}
    ]


def test_both_faces_speak_it(simulator: Simulator) -> None:
    person = simulator.users[0]

    def check(told: Any) -> None:
        assert told["name"] == person.login

    with Twitch(**twitch_of(simulator)) as twitch:
        pending = twitch.kraken.start(scopes=["user_read"], redirect_uri=BACK)
        token = twitch.kraken.finish(pending, decide(pending.url.reveal(), person.login))
        check(twitch.kraken.call("GET", "/kraken/user", token.access_token, by=Carriage.QUERY))
        assert twitch.kraken.call("GET", "/kraken", token.access_token)["token"]["valid"]
        with pytest.raises(RequestRefused, match="Token invalid"):
            twitch.kraken.call("GET", "/kraken/channel", token.access_token)
        with pytest.raises(InvalidRequest):
            twitch.kraken.call("DELETE", "/kraken/x", token.access_token, by=Carriage.BODY)

    async def asynchronously() -> None:
        async with AsyncTwitch(**twitch_of(simulator)) as twitch:
            pending = twitch.kraken.start(scopes="channel_stream", redirect_uri=BACK, response_type="token")
            token = await twitch.kraken.finish(pending, decide(pending.url.reveal(), person.login))
            path = f"/kraken/channels/{person.login}/stream_key"
            assert await twitch.kraken.call("DELETE", path, token.access_token) is None

    asyncio.run(asynchronously())


def test_nothing_is_sent_to_twitch_itself() -> None:
    gone = pytest.raises(KrakenGone, match="oauth2/authorize")
    with Twitch(client_id="abc", client_secret="def", vault="memory") as twitch, gone:
        twitch.kraken.start(scopes="user_read")
