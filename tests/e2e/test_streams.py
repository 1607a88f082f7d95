"""Standard streams as shells, cron jobs and other machines hand them over."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from shell import Ended, Shell
from twitchkit.simulator.world.clip import Clip

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")


def redirected(shell: Shell, line: str) -> Ended:
    """Runs a line of `sh` in which `twitchkit` is the command."""
    done = subprocess.run(
        ["sh", "-c", line.replace("twitchkit", shlex.join(shell.command()))],
        cwd=shell.folder,
        env=shell.environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return Ended(done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("twitchkit clip link - <&-", 2),
        ("twitchkit clip download --from - --to c <&-", 2),
        ("twitchkit validate - <&-", 2),
        ("twitchkit setup <&-", 2),
        ("twitchkit --help >&-", 0),
        ("twitchkit clip info SLUG >&-", 0),
        ("twitchkit token --app >&-", 0),
        ("twitchkit clip info NoSuchClipEverMade-AAAAAAAAAAAAAAAA 2>&-", 3),
        ("twitchkit clip info NoSuchClipEverMade-AAAAAAAAAAAAAAAA <&- >&- 2>&-", 3),
    ],
)
def test_a_stream_that_is_closed_is_an_empty_one(
    shell: Shell, healthy: list[Clip], line: str, status: int
) -> None:
    done = redirected(shell, line.replace("SLUG", healthy[0].slug))

    assert "Traceback" not in done.err
    assert done.status == status, done.err


def test_a_download_needs_no_streams_at_all(shell: Shell, healthy: list[Clip]) -> None:
    done = redirected(shell, f"twitchkit clip download {healthy[0].slug} --to c <&- >&- 2>&-")

    assert done.status == 0
    assert len(list((shell.folder / "c").glob("*.mp4"))) == 1


def without_a_listener(shell: Shell, *arguments: str | Path) -> int:
    """The status where nobody reads stderr."""
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        shell.command(*arguments),
        cwd=shell.folder,
        env=shell.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=writer,
        timeout=60,
        check=False,
    )
    os.close(writer)
    return done.returncode


def test_a_story_that_cannot_be_written_changes_no_status(shell: Shell, healthy: list[Clip]) -> None:
    assert without_a_listener(shell, "clip", "info", "NoSuchClipEverMade-AAAAAAAAAAAAAAAA") == 3
    assert without_a_listener(shell, "clip", "no-such-command") == 2
    assert without_a_listener(shell, "clip", "download", healthy[0].slug, "--to", "c", "-vv") == 0
    assert len(list((shell.folder / "c").glob("*.mp4"))) == 1
