"""`kill -9` around refreshes: no confidential app loses a login, and a public one in one window only."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from shell import Shell
from twitchkit.client.system import SystemClock
from twitchkit.oauth import Token
from twitchkit.oauth.login import Login
from twitchkit.secret import Secret
from twitchkit.simulator import Simulator
from twitchkit.vault.file import FileVault

KILLS = 200
LONGEST_S = 0.03
"""Some refreshes after the start; the kills fall anywhere in between."""
NURSERY = """
import os, sys
from datetime import timedelta
from twitchkit import Twitch
from twitchkit.client import recovery
from twitchkit.errors import LoginOver, TokenRefused
import twitchkit.client.user_keeper, twitchkit.vault.file, urllib3, filelock, sqlite3

# The simulator carries a request out at once or never.
recovery.UNDER_WAY = timedelta(milliseconds=50)
for _ in sys.stdin:
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        continue
    try:
        with Twitch(account="default") as twitch:
            twitch.logins.validate(twitch.token().access_token)
            print(os.getpid(), "lives", flush=True)
            while True:
                twitch.renew()
    except LoginOver:
        print(os.getpid(), "over", flush=True)
    except TokenRefused:
        print(os.getpid(), "dead", flush=True)
    os._exit(0)
"""


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    with Simulator(seed=5, clips=3) as simulator:
        yield simulator


@pytest.fixture(params=[False, True], ids=["confidential", "public"])
def public(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


def test_two_hundred_kills(simulator: Simulator, tmp_path: Path, *, public: bool) -> None:
    shell = Shell(simulator, tmp_path)
    if public:
        shell.environment["TWITCH_CLIENT_ID"] = simulator.public_client_id
        del shell.environment["TWITCH_CLIENT_SECRET"]
    vault = FileVault(shell.home / "vault", clock=SystemClock())
    client_id = shell.environment["TWITCH_CLIENT_ID"]
    user = simulator.users[0]
    log_in(simulator, vault, client_id, public=public)
    dice, lost = random.Random(1), 0
    with subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", NURSERY],
        env=shell.environment,
        cwd=tmp_path,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as nursery:
        try:
            assert nursery.stdin is not None
            assert nursery.stdout is not None

            for _ in range(KILLS):
                nursery.stdin.write("one more\n")
                nursery.stdin.flush()
                pid, told = nursery.stdout.readline().split()
                if told == "over":
                    stored = vault.load(client_id, "default")
                    assert stored is not None
                    assert stored.token.refresh_token is not None
                    # Twitch had answered; nobody was left to write it down.
                    assert (
                        simulator.world.ledger.refreshes.spent(stored.token.refresh_token.reveal())
                        is not None
                    )
                    lost += 1
                    log_in(simulator, vault, client_id, public=public)
                    continue
                assert told == "lives", "a dead token was handed out"
                time.sleep(dice.uniform(0, LONGEST_S))
                os.kill(int(pid), signal.SIGKILL)
                assert simulator.world.ledger.granted(client_id, user.id) is not None, (
                    "a token was spent twice"
                )
            nursery.communicate()
        finally:
            nursery.kill()

    assert nursery.returncode == 0
    assert lost == 0 or public
    assert lost < KILLS / 2


def log_in(simulator: Simulator, vault: FileVault, client_id: str, *, public: bool) -> None:
    pair = simulator.user_tokens(simulator.users[0].login, "clips:edit", public=public)
    now = datetime.now(UTC)
    token = Token(
        access_token=Secret(pair.access_token),
        client_id=client_id,
        issued_at=now,
        expires_at=now + timedelta(hours=4),
        refresh_token=Secret(pair.refresh_token),
    )
    vault.save("default", Login(token=token, validated_at=now))
