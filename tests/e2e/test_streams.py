"""Standard streams as shells, cron jobs and other machines hand them over."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from shell import Ended, Shell
from terminal import terminal
from twitchkit.simulator import Simulator
from twitchkit.simulator.world.clip import Clip

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
ARABIC = "سلام"
ENCODINGS = ["cp1252", "utf-16"]


@pytest.fixture
def arabic(simulator: Simulator) -> str:
    """A clip whose title fits into no 8-bit encoding of the West."""
    return simulator.make_clip(simulator.users[0].login, title=ARABIC).slug


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


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_what_is_no_terminal_gets_utf_8(shell: Shell, arabic: str, encoding: str, form: list[str]) -> None:
    done = shell("clip", "info", arabic, *form, environment={"PYTHONIOENCODING": encoding})

    assert (done.status, done.err) == (0, "")
    assert ARABIC in done.out


@pytest.mark.parametrize("form", ["jsonl", "csv", "m3u"])
def test_exports_are_utf_8(shell: Shell, simulator: Simulator, arabic: str, form: str) -> None:
    shell("archive", "sync", simulator.users[0].login, "--to", "a", "--where", f"slug = {arabic}")

    environment = {"PYTHONIOENCODING": "cp1252"}
    done = shell("archive", "export", "a", "--format", form, environment=environment)

    assert (done.status, done.err) == (0, "")
    assert ARABIC in done.out


def test_a_terminal_that_lacks_a_character_shows_its_number(shell: Shell, arabic: str) -> None:
    environment = {"PYTHONIOENCODING": "latin-1"}
    with terminal(shell, "clip", "info", arabic, environment=environment) as screen:
        assert screen.ended() == 0
    assert r"\u0633\u0644\u0627\u0645" in screen.said


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


@pytest.mark.parametrize(
    ("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
)
def test_errors_are_coloured_on_terminals_that_want_it(
    shell: Shell, environment: dict[str, str], coloured: bool
) -> None:
    slug = "NoSuchClipEverMade-AAAAAAAAAAAAAAAA"
    with terminal(shell, "clip", "info", slug, environment=environment) as screen:
        assert screen.ended() == 3
    assert "Error: " in "".join(screen.shown())
    assert ("\x1b[" in screen.said) == coloured
