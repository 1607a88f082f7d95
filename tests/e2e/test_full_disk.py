"""A disk that is really full, then has room again."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from shell import Shell
from twitchkit.simulator import Simulator

SCRIPT = """
mkdir -p small && mount -t tmpfs -o size={full}k none small || exit 99
{sync}; echo "full $?"
ls small/*.mp4 | wc -l
mount -o remount,size=60m none small || exit 99
{sync}; echo "freed $?"
{verify}; echo "verified $?"
ls -A small
"""


def can_mount() -> bool:
    if not shutil.which("unshare"):
        return False
    script = "mount -t tmpfs -o size=1m none /mnt && mount -o remount,size=2m none /mnt"
    command = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not can_mount(), reason="no disk of its own can be mounted here")
@pytest.mark.parametrize("full", [160, 6_000, 9_000], ids=["no catalogue", "a few clips", "more"])
def test_a_sync_stops_on_a_full_disk_and_goes_on_when_there_is_room(
    shell: Shell, simulator: Simulator, full: int
) -> None:
    login = simulator.users[0].login
    sync = shlex.join(shell.command("archive", "sync", login, "--to", "small"))
    verify = shlex.join(shell.command("archive", "verify", "small"))
    script = SCRIPT.format(full=full, sync=sync, verify=verify)

    done = subprocess.run(
        ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script],
        cwd=shell.folder,
        env=shell.environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    lines = done.stdout.splitlines()
    of_channel = [clip for clip in simulator.world.clips.values() if clip.broadcaster.login == login]
    assert [line for line in lines if line.startswith(("full", "freed", "verified"))] == [
        "full 1",
        "freed 0",
        "verified 0",
    ], done.stderr
    kept_when_full = int(lines[1])
    files = [Path(line) for line in lines[lines.index("verified 0") + 1 :]]
    assert kept_when_full < len(of_channel) == sum(file.suffix == ".mp4" for file in files)
    assert [file for file in files if ".part" in file.name] == []
    assert "Free some space" in done.stderr
    assert "Traceback" not in done.stderr
