"""Many share one account whose token has ended: exactly one refresh reaches Twitch."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from shell import Shell
from twitchkit import Twitch
from twitchkit.client.system import SystemClock
from twitchkit.oauth.login import Login
from twitchkit.secret import Secret
from twitchkit.simulator import Simulator
from twitchkit.vault.file import FileVault

MANY = 64
ASK = """
import sys
from twitchkit import Twitch
sys.stdin.readline()
with Twitch(account="default") as twitch:
    print(twitch.token().access_token.reveal())
"""


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    with Simulator(seed=5, clips=40) as simulator:
        yield simulator


@pytest.fixture(params=[False, True], ids=["confidential", "public"])
def shell(request: pytest.FixtureRequest, simulator: Simulator, tmp_path: Path) -> Shell:
    """A home with one login whose access token has ended."""
    shell = Shell(simulator, tmp_path)
    public = bool(request.param)
    if public:
        shell.environment["TWITCH_CLIENT_ID"] = simulator.public_client_id
        del shell.environment["TWITCH_CLIENT_SECRET"]
    pair = simulator.user_tokens(simulator.users[0].login, "clips:edit", public=public)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in shell.environment.items():
            patch.setenv(name, value)
        with Twitch(account="default") as twitch:
            login = twitch.logins.adopt(Secret(pair.access_token), refresh_token=Secret(pair.refresh_token))
    # Hours later: the clocks of both sides agree that it has ended.
    simulator.expire()
    ended = replace(login.token, expires_at=datetime.now(UTC) - timedelta(minutes=1))
    FileVault(shell.home / "vault", clock=SystemClock()).save("default", Login(token=ended))
    simulator.clear()
    return shell


def refreshes(simulator: Simulator) -> int:
    return len([one for one in simulator.requests() if one["path"] == "/oauth2/token"])


def test_for_many_processes(shell: Shell, simulator: Simulator) -> None:
    running = [
        subprocess.Popen(
            [sys.executable, "-c", ASK],
            env=shell.environment,
            cwd=shell.folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(MANY)
    ]
    told = [process.communicate("go\n", timeout=120) for process in running]

    assert [err for _, err in told if err] == []
    assert len({out for out, _ in told}) == 1
    assert refreshes(simulator) == 1


def test_for_many_threads(shell: Shell, simulator: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in shell.environment.items():
        monkeypatch.setenv(name, value)
    if "TWITCH_CLIENT_SECRET" not in shell.environment:
        monkeypatch.delenv("TWITCH_CLIENT_SECRET", raising=False)
    tokens: list[str] = []
    start = threading.Barrier(MANY)

    with Twitch(account="default") as twitch:

        def ask() -> None:
            start.wait()
            tokens.append(twitch.token().access_token.reveal())

        threads = [threading.Thread(target=ask) for _ in range(MANY)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert len(tokens) == MANY
    assert len(set(tokens)) == 1
    assert refreshes(simulator) == 1
