"""`twitchkit simulator do`: the control API from a shell."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from click.testing import CliRunner, Result

from twitchkit.cli.simulator import command
from twitchkit.simulator import Simulator


@pytest.fixture(autouse=True)
def tidy(simulator: Simulator) -> Iterator[None]:
    yield
    simulator.clear()


def do(simulator: Simulator, *arguments: str) -> Result:
    return CliRunner().invoke(command, ["do", *arguments, "--at", simulator.base_url])


def test_the_world_is_told(simulator: Simulator):
    done = do(simulator, "world")

    assert (done.exit_code, done.stderr) == (0, "")
    assert json.loads(done.stdout) == json.loads(json.dumps(simulator.introduction))


def test_people_streams_and_clips_are_made_and_go(simulator: Simulator):
    login = simulator.users[0].login

    do(simulator, "offline", f"login={login}")
    assert "video_id" in json.loads(do(simulator, "live", f"login={login}", "viewers:=7").stdout)
    assert "video_id" in json.loads(do(simulator, "offline", f"login={login}").stdout)
    made = json.loads(do(simulator, "clips", f"channel={login}", "title=Look: a=b", "views:=3").stdout)
    assert simulator.world.clips[made["id"]].title == "Look: a=b"
    assert do(simulator, "clips", f"id={made['id']}", "--delete").exit_code == 0
    assert made["id"] not in simulator.world.clips
    assert len(json.loads(do(simulator, "clips").stdout)) == len(simulator.world.clips)


def test_a_fault_is_spelled_with_dots(simulator: Simulator):
    done = do(
        simulator, "faults", "match.path=/helix/*", "times:=2", "do.status:=503", 'do.headers:={"x":"y"}'
    )
    [armed] = json.loads(do(simulator, "faults").stdout)

    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "Done.\n")
    assert (armed["fault"]["match"]["path"], armed["fault"]["times"]) == ("/helix/*", 2)
    assert armed["fault"]["do"]["headers"] == {"x": "y"}
    do(simulator, "faults", "--delete")
    assert json.loads(do(simulator, "faults").stdout) == []


def test_the_clock_and_what_dies_with_it(simulator: Simulator):
    before = simulator.world.clock.now()

    assert do(simulator, "clock", "advance_s:=3600").exit_code == 0
    assert (simulator.world.clock.now() - before).total_seconds() >= 3600
    assert do(simulator, "expire").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nothing"], "no such door"),
        (["live", "login=nobody_here"], "nobody_here"),
        (["live", "login"], "NAME=TEXT"),
        (["clock", "advance_s:=one"], "is no JSON"),
        (["faults", "do=x", "do.status:=1"], "no object"),
    ],
)
def test_what_is_wrong_is_said(simulator: Simulator, arguments: list[str], said: str):
    done = do(simulator, *arguments)

    assert done.exit_code != 0
    assert said in done.stderr
    assert "Traceback" not in done.output


def test_it_is_asked_on_this_machine_alone():
    for arguments in (["world", "--at", "https://id.twitch.tv"], ["world"]):
        done = CliRunner().invoke(command, ["do", *arguments], env={"TWITCHKIT_ID_URL": ""})
        assert done.exit_code == 2
