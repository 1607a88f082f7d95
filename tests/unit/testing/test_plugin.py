"""The pytest plugin, in runs of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("twitchkit.simulator", "twitchkit.client", "aiohttp", "urllib3", "msgspec", "uvicorn", "graphql")


def run(folder: Path, program: str, *options: str) -> tuple[int, str]:
    """Exit status and output of pytest over one file of tests."""
    (folder / "test_it.py").write_text(program)
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "pytest", "-W", "error", "-p", "no:cacheprovider", *options],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "HOME": str(folder), "TWITCHKIT_ACCOUNT": "somebody"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_it_imports_nothing_for_tests_that_do_not_ask(tmp_path: Path):
    program = f"import sys\ndef test_it():\n    assert not set(sys.modules) & set({HEAVY!r})\n"

    assert run(tmp_path, program)[0] == 0


def test_it_can_be_left_out(tmp_path: Path):
    program = "def test_it(twitch_simulator):\n    pass\n"

    status, told = run(tmp_path, program, "-p", "no:twitchkit")

    assert (status, "fixture 'twitch_simulator' not found" in told) == (1, True)


def test_each_test_finds_the_world_as_new(tmp_path: Path):
    program = """
import pytest

@pytest.mark.parametrize("turn", [1, 2])
def test_it(twitch_simulator, twitch, twitch_token, twitch_faults, turn):
    person = twitch_simulator.users[0]
    assert twitch_simulator.requests() == []
    assert twitch_simulator.world.ledger.granted(twitch_simulator.public_client_id, person.id) is None
    token = twitch_token("chat:read", public=True)
    assert twitch.logins.validate(token).login == person.login
    twitch_faults(times=None, status=500)
    twitch_simulator.change_password(person.login)
    twitch_simulator.advance(-86400)
"""
    status, told = run(tmp_path, program)

    assert status == 0, told


def test_a_mark_asks_for_another_world(tmp_path: Path):
    program = """
import pytest

@pytest.mark.twitch_simulator(seed=9, clips=3)
def test_small(twitch_simulator):
    assert (twitch_simulator.world.seed, len(twitch_simulator.clips)) == (9, 3)

def test_other(twitch_simulator):
    assert len(twitch_simulator.clips) == 100
"""
    status, told = run(tmp_path, program, "--strict-markers")

    assert status == 0, told


def test_time_stands_while_a_test_holds_the_clock(tmp_path: Path):
    program = """
from datetime import timedelta

def test_held(twitch_clock, twitch_simulator):
    before = twitch_simulator.world.clock.now()
    assert twitch_simulator.world.clock.now() == before
    twitch_clock.sleep(30)
    assert twitch_simulator.world.clock.now() - before == timedelta(seconds=30)

def test_free(twitch_simulator):
    before = twitch_simulator.world.clock.now()
    while twitch_simulator.world.clock.now() == before:
        pass
"""
    status, told = run(tmp_path, program)

    assert status == 0, told


def test_what_is_not_installed_is_named(tmp_path: Path):
    (tmp_path / "conftest.py").write_text("import sys\nsys.modules['msgspec'] = None\n")
    status, told = run(tmp_path, "def test_it(twitch_simulator):\n    pass\n")

    assert status == 1
    assert 'pip install "twitchkit[testing]"' in told
    assert "Traceback" not in told


def test_faults_are_spelled_for_a_test(
    twitch_simulator: object, twitch_faults: object, request: pytest.FixtureRequest
):
    from twitchkit.testing import Faults, Simulator

    assert isinstance(twitch_simulator, Simulator)
    assert isinstance(twitch_faults, Faults)
    twitch_faults(method="GET", path="/helix/*", query={"id": "*"}, token="x", nth=2, times=None, status=503)
    [armed] = twitch_simulator.app.faults.armed()
    assert armed["seen"] == 0
    twitch_faults.clear()
    assert twitch_simulator.app.faults.armed() == []
    with pytest.raises(ValueError, match="explode"):
        twitch_faults(explode=True)
