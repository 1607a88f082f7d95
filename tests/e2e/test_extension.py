"""An extension's tokens by command and by library."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator

import pytest

from e2e.test_openid import twitch_of
from shell import Shell
from twitchkit import AsyncTwitch, Twitch
from twitchkit.errors import ExtensionTokenRefused, RateLimited
from twitchkit.helix import GetPolls, GetUsers
from twitchkit.secret import Secret
from twitchkit.simulator import Simulator


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    with Simulator(seed=5, clips=5) as simulator:
        yield simulator


def test_what_twitch_and_its_helper_sign_is_verified(shell: Shell, simulator: Simulator) -> None:
    viewer, channel = simulator.users[1], simulator.users[0]
    shell.environment["TWITCH_EXTENSION_SECRET"] = simulator.extension_secret

    told = shell("extension", "verify", "--json", stdin=simulator.helix_token(viewer.login))
    signed = shell("extension", "sign", "--user-id", channel.id, "--send", "broadcast").out
    own = shell("extension", "verify", "-", "--json", stdin=signed)
    forged = shell("extension", "verify", stdin=signed.strip()[:-4] + "AAAA")

    assert told.rows[0]["user_id"] == viewer.id
    assert (told.rows[0]["channel_id"], told.rows[0]["role"]) == (channel.id, "viewer")
    assert (own.rows[0]["role"], own.rows[0]["send"]) == ("external", ["broadcast"])
    assert forged.status == 4


def test_a_page_calls_helix(shell: Shell, simulator: Simulator) -> None:
    viewer = simulator.users[1]
    token = simulator.helix_token(viewer.login)

    done = shell("extension", "call", "GetUsers", stdin=token)
    wrong = shell("extension", "call", "get_users", stdin=token[:-4] + "AAAA")
    scoped = shell("extension", "call", "get_polls", f"broadcaster_id={viewer.id}", stdin=token)

    assert [json.loads(line)["login"] for line in done.out.splitlines()] == [viewer.login]
    assert (wrong.status, scoped.status) == (4, 4)
    assert "newest onAuthorized call" in wrong.err
    assert "one that needs no scope" in scoped.err
    assert shell("extension", "call", "get_nothing", stdin=token).status == 2


def test_both_faces_call_as_a_page(simulator: Simulator) -> None:
    viewer = simulator.users[1]
    token = Secret(simulator.helix_token(viewer.login))
    with Twitch(**twitch_of(simulator)) as twitch:
        [user] = twitch.send_from_front_end(GetUsers(), token)
        assert user.id == viewer.id
        with pytest.raises(ExtensionTokenRefused, match="no scope"):
            twitch.send_from_front_end(GetPolls(broadcaster_id=viewer.id), token)
        simulator.advance(3601)
        with pytest.raises(ExtensionTokenRefused, match="about an hour"):
            twitch.send_from_front_end(GetUsers(), token)

    async def asynchronously() -> None:
        fresh = Secret(simulator.helix_token(viewer.login))
        async with AsyncTwitch(**twitch_of(simulator)) as twitch:
            [user] = await twitch.send_from_front_end(GetUsers(), fresh)
            assert user.id == viewer.id

    asyncio.run(asynchronously())


def test_a_page_that_calls_too_often_is_told_its_limit(simulator: Simulator) -> None:
    token = Secret(simulator.helix_token(simulator.users[1].login))
    simulator.fault(
        {
            "match": {"path": "/helix/users"},
            "times": None,
            "do": {"status": 429, "headers": {"ratelimit-limit": "30", "ratelimit-reset": "99999999999"}},
        }
    )
    impatient = Twitch(**twitch_of(simulator), patience_s=0)
    with impatient as twitch, pytest.raises(RateLimited, match="30 requests a minute"):
        twitch.send_from_front_end(GetUsers(), token)
