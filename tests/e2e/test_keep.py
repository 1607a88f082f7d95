from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from shell import Shell
from twitchkit import AsyncTwitch, Twitch
from twitchkit.client.keeping import Change
from twitchkit.client.system import SystemClock
from twitchkit.oauth import Token
from twitchkit.oauth.login import Login
from twitchkit.secret import Secret
from twitchkit.simulator import Simulator
from twitchkit.vault.file import FileVault


@pytest.fixture
def vault(shell: Shell, simulator: Simulator) -> FileVault:
    """Three accounts: one to validate, one to refresh, one whose person disconnected the app."""
    vault = FileVault(shell.home / "vault", clock=SystemClock())
    now = datetime.now(UTC)
    for name, user in zip(("fresh", "ended", "gone"), simulator.users, strict=False):
        pair = simulator.user_tokens(user.login, "clips:edit")
        token = Token(
            access_token=Secret(pair.access_token),
            client_id=simulator.client_id,
            issued_at=now,
            expires_at=now + timedelta(hours=4),
            refresh_token=Secret(pair.refresh_token),
        )
        if name == "ended":
            token = replace(token, expires_at=now)
        vault.save(name, Login(token=token))
        if name == "gone":
            simulator.disconnect(user.login)
    return vault


EXPECTED = {"fresh": "validated", "ended": "refreshed", "gone": "over"}


def test_the_command_keeps_all_and_tells_what_happened(shell: Shell, vault: FileVault) -> None:
    done = shell("keep", "--once", "--json")

    assert done.status == 1
    assert {row["account"]: row["change"] for row in done.rows} == EXPECTED
    assert "CANARY" not in json.dumps(done.rows)
    assert shell("keep", "--once").out == ""


@pytest.mark.usefixtures("vault")
def test_the_library_keeps_all_on_asyncio(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in shell.environment.items():
        monkeypatch.setenv(name, value)

    async def keep() -> dict[str, Change]:
        async with AsyncTwitch() as twitch:
            seen = {kept.account: kept.change async for kept in twitch.logins.keep(until_idle=True)}
            token = await twitch.logins.token("ended")
            assert (await twitch.logins.validate(token.access_token)).user_id is not None
            return seen

    assert asyncio.run(keep()) == EXPECTED


@pytest.mark.usefixtures("vault")
def test_the_library_keeps_all_one_after_the_other(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in shell.environment.items():
        monkeypatch.setenv(name, value)

    with Twitch() as twitch:
        assert {kept.account: kept.change for kept in twitch.logins.keep(until_idle=True)} == EXPECTED
        assert twitch.logins.token("fresh").access_token
