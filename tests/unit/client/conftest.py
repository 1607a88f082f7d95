from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from screenplay import NOON, FakeClock
from twitchkit.client.session import Session
from twitchkit.client.settings import Settings
from twitchkit.oauth import Token
from twitchkit.oauth.login import Login
from twitchkit.secret import Secret
from twitchkit.vault.memory import MemoryVault


@pytest.fixture
def held() -> Token:
    """A person's token."""
    return Token(
        access_token=Secret("access-1"),
        client_id="abc",
        issued_at=NOON,
        expires_at=NOON + timedelta(hours=4),
        refresh_token=Secret("refresh-1"),
        user_id="42",
    )


@pytest.fixture
def session(tmp_path: Path, held: Token) -> Session:
    """Of a confidential app, in whose vault that person's account is the default one."""
    settings = Settings.load(
        arguments={"client_id": "abc", "client_secret": "CANARY", "vault": "memory"},
        environ={"TWITCHKIT_HOME": str(tmp_path)},
        working_directory=tmp_path,
    )
    session = Session(settings, vault=MemoryVault(), clock=FakeClock())
    session.vault.save("default", Login(token=held, validated_at=NOON))
    return session
