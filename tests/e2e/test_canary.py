"""No secret in any output, log, file mode, argument list or recording, through a whole working day."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from shell import Ended, Shell
from twitchkit.secret import Secret
from twitchkit.simulator import Simulator
from twitchkit.simulator.identity.app import App
from twitchkit.simulator.world import World

CANARY = "CANARYsecretCANARYsecretCANARY"


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    world = World.seeded(5, clips=200, clip_bytes=(150_000, 400_000))
    world.app = App(
        **{name: getattr(world.app, name) for name in world.app.__slots__} | {"secret": Secret(CANARY)}
    )
    with Simulator(world=world) as simulator:
        yield simulator


def test_a_working_day_shows_no_secret(simulator: Simulator, tmp_path: Path) -> None:
    shell = Shell(simulator, tmp_path)
    slugs = [clip.slug for clip in simulator.world.clips.values() if clip.trouble is None][:6]
    dead = next(clip.slug for clip in simulator.world.clips.values() if clip.dead)
    token = shell("token", "--app").out.strip()
    owner = simulator.users[0].id
    faults = [
        {"match": {"path": "*.mp4"}, "do": {"cut_after": 50_000}},
        {"match": {"path": "*.mp4"}, "nth": 3, "do": {"status": 403, "body": ""}},
        {"match": {"path": "/helix/*"}, "do": {"status": 503, "body": ""}},
        {"match": {"path": "/gql"}, "nth": 2, "do": {"content": "html"}},
    ]
    for fault in faults:
        simulator.fault(fault)

    said: list[Ended] = [
        shell("clip", "info", slugs[0], "-vv"),
        shell("clip", "download", *slugs, dead, "--to", "clips", "-vv", "--thumbnails", "--editor", owner),
        shell("clip", "download", *slugs, "--to", "clips", "-vv"),
        shell("clip", "link", dead, "-vv"),
        shell("clip", "link", "https://www.twitch.tv/videos/1?token=CANARYtoken", "-vv"),
        shell("token", "--app", environment={"TWITCH_CLIENT_ID": "wrong"}),
        shell(
            "token",
            "--app",
            environment={"TWITCHKIT_ID_URL": "http://127.0.0.1:9", "TWITCHKIT_HOME": "elsewhere"},
        ),
        shell(
            "clip", "info", slugs[0], environment={"TWITCHKIT_API_URL": "https://user:CANARYpw@x.example?a"}
        ),
    ]

    recorded = str(simulator.requests())
    for text in [*(one.out + one.err for one in said), recorded]:
        assert "CANARY" not in text
        assert token not in text
        assert "Traceback" not in text
    for one in said:
        assert "sig=" not in one.out + one.err
    assert re.findall(r"sig=[0-9a-f]+", recorded) == []


def test_a_link_that_was_asked_for_is_the_only_place_of_its_signature(
    simulator: Simulator, tmp_path: Path
) -> None:
    shell = Shell(simulator, tmp_path)
    slug = next(clip.slug for clip in simulator.world.clips.values() if clip.trouble is None)

    done = shell("clip", "link", slug, "-vv")

    assert "sig=" in done.out
    assert "sig=" not in done.err


def test_only_the_vault_holds_the_token_and_only_its_owner_reads_it(
    simulator: Simulator, tmp_path: Path
) -> None:
    shell = Shell(simulator, tmp_path)
    slug = next(clip.slug for clip in simulator.world.clips.values() if clip.trouble is None)
    token = shell("token", "--app").out.strip()
    shell("clip", "download", slug, "--to", "clips")

    holders = [path for path in tmp_path.rglob("*") if path.is_file() and token.encode() in path.read_bytes()]
    signed = [path for path in tmp_path.rglob("*") if path.is_file() and b"sig=" in path.read_bytes()]

    assert holders == [shell.home / "vault/vault.db"]
    assert stat.S_IMODE(holders[0].stat().st_mode) == 0o600
    assert signed == []


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="reads argument lists from /proc")
def test_no_secret_is_in_an_argument_list(simulator: Simulator, tmp_path: Path) -> None:
    shell = Shell(simulator, tmp_path)
    simulator.fault({"match": {"path": "*.mp4"}, "times": None, "do": {"trickle": 50_000}})
    slug = next(clip.slug for clip in simulator.world.clips.values() if clip.trouble is None)
    running = shell.start("clip", "download", slug, "--to", "clips")

    arguments = Path(f"/proc/{running.pid}/cmdline").read_bytes()
    running.kill()
    running.communicate()

    assert b"CANARY" not in arguments
    assert b"sig=" not in arguments
