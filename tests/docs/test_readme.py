"""Every snippet of the README and the docs runs, against the simulator."""

from __future__ import annotations

import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from films import watched
from person import Person
from shell import Shell
from twitchkit.simulator import Simulator

ROOT = Path(__file__).parents[2]
PAGES = [
    ROOT / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "docs/coming-from").glob("*.md")),
]
TUTORIALS = ("archive-tutorial.md", "tokens.md", "twitch-cli.md")
"""Their commands build on each other: they run in order, in one home."""
INTERRUPT = "^C"
"""In a tutorial: the command before it is stopped half-way."""
BLOCK = re.compile(r"^ *```(\w+)\n(.*?)^ *```", re.DOTALL | re.MULTILINE)


def snippets(kind: str) -> list[tuple[str, str]]:
    return [
        (page.name, content)
        for page in PAGES
        for found, content in BLOCK.findall(page.read_text(encoding="utf-8"))
        if found == kind
    ]


COMMANDS = [
    (page, line.strip().removeprefix("$ "))
    for page, content in snippets("console")
    for line in content.splitlines()
    if line.strip().startswith("$ twitchkit") and page not in TUTORIALS
]


@pytest.fixture(scope="module")
def simulator() -> Iterator[Simulator]:
    with Simulator(seed=5, clips=60, clip_bytes=(100_000, 200_000)) as simulator:
        simulator.quirk(device_interval_s=1)
        yield simulator


@pytest.fixture(scope="module")
def archive(simulator: Simulator, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the channel that the docs name."""
    shell = Shell(simulator, tmp_path_factory.mktemp("docs"))
    done = shell(
        "archive", "sync", filled("CHANNEL", simulator), "--to", "archive", "--top", "8", "--quality", "worst"
    )
    assert done.status == 0, done.err
    return shell.folder / "archive"


def filled(text: str, simulator: Simulator) -> str:
    """`text` with the placeholders of the docs replaced by what this world has."""
    clips = simulator.world.clips.values()
    troubled = {clip.broadcaster.id for clip in clips if clip.trouble}
    good = [clip for clip in clips if clip.portrait and clip.broadcaster.id not in troubled]
    words = [word for word in good[0].title.split() if word.isalpha()]
    return (
        text.replace("TITLEWORD", words[0])
        .replace("SLUG2", good[1].slug)
        .replace("SLUG", good[0].slug)
        .replace("CHANNEL_ID", good[0].broadcaster.id)
        .replace("CHANNEL", good[0].broadcaster.login)
        .replace("EDITOR_ID", simulator.users[0].id)
    )


@pytest.mark.parametrize(("page", "command"), COMMANDS, ids=lambda text: text[:60])
def test_a_command_in_the_docs_runs(
    page: str, command: str, simulator: Simulator, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    shell = Shell(simulator, tmp_path)
    if command.startswith("twitchkit archive"):
        shutil.copytree(request.getfixturevalue("archive"), tmp_path / "archive")
        (tmp_path / "old-clips").mkdir()
        [described] = [content for page, content in snippets("toml") if "[archive." in content]
        (tmp_path / "archives.toml").write_text(filled(described, simulator))
    (tmp_path / "list.txt").write_text(simulator.clips[0] + "\n")
    arguments = shlex.split(filled(command, simulator), comments=True)[1:]
    if arguments[0] == "simulator":
        port = arguments.index("--port") + 1
        running = shell.start(*arguments[:port], "0", *arguments[port + 1 :])
        assert running.stdout is not None
        assert running.stdout.readline().startswith("export TWITCH")
        running.terminate()
        running.communicate()
        return

    done = shell(*arguments)

    assert (done.status, page) == (0, page), done.err


@pytest.mark.parametrize("page", TUTORIALS)
def test_a_tutorial_runs_from_top_to_bottom(page: str, simulator: Simulator, tmp_path: Path) -> None:
    shell = docs_shell(simulator, tmp_path)
    shell.environment["PATH"] = f"{Path(sys.executable).parent}:{shell.environment['PATH']}"
    person = Person(simulator, simulator.users[0].login)
    lines = [
        filled(line.strip(), simulator)
        for name, content in snippets("console")
        for line in content.splitlines()
        if name == page
    ]
    assert len(lines) > 5

    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if not line.startswith("$ "):
            # What the line before it shows, looked at with it.
            continue
        line = line.removeprefix("$ ")
        if following == INTERRUPT:
            # All but one of the three are still on their way when the first is there.
            simulator.fault({"match": {"path": "*.mp4"}, "times": 2, "do": {"stall_after": 20_000}})
            told = interrupted(line, shell)
            simulator.clear()
            assert lines[lines.index(INTERRUPT) + 1] in told
            continue
        running = subprocess.Popen(
            ["sh", "-c", re.sub(r"twitchkit (kraken )?login", rf"\g<0> --port {free_port()}", line)],
            cwd=tmp_path,
            env=shell.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert running.stdin is not None
        if line == "twitchkit setup":
            running.stdin.write(f"{simulator.client_id}\n{simulator.client_secret}\n")
            running.stdin.flush()
        _, err = person.attend(running)

        assert (running.returncode, line) == (0, line), err

    for reel in tmp_path.glob("*.mp4"):
        assert len(watched(reel).chapters) == 3


def interrupted(line: str, shell: Shell) -> str:
    """What a sync says on stderr when Ctrl-C comes after its first clip."""
    running = subprocess.Popen(
        ["sh", "-c", f"exec {line}"],
        cwd=shell.folder,
        env=shell.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    while not list(shell.folder.glob("archive/*.mp4")):
        assert running.poll() is None
    running.send_signal(signal.SIGINT)
    _, told = running.communicate(timeout=30)
    assert running.returncode == 130, told
    assert list(shell.folder.glob("archive/*.part")), "it was stopped in the middle of files"
    return told


@pytest.mark.parametrize(("page", "code"), snippets("python"), ids=lambda text: text[:40])
def test_a_program_in_the_docs_runs(page: str, code: str, simulator: Simulator, tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(filled(code, simulator).replace("3000", str(free_port())))
    running = subprocess.Popen(
        [sys.executable, "-u", str(program)],
        cwd=tmp_path,
        env=docs_shell(simulator, tmp_path).environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )

    _, err = Person(simulator, simulator.users[0].login, pastes="input" in code).attend(running)

    assert (running.returncode, page) == (0, page), err


def docs_shell(simulator: Simulator, folder: Path) -> Shell:
    """A shell that has what the docs say is set."""
    shell = Shell(simulator, folder)
    owner = simulator.users[0]
    shell.environment |= {
        "TWITCH_EXTENSION_SECRET": simulator.extension_secret,
        "TWITCH_EXTENSION_OWNER_ID": owner.id,
        "HELIX_TOKEN": simulator.helix_token(owner.login),
    }
    return shell


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


def test_the_docs_have_commands_and_programs() -> None:
    assert len(COMMANDS) > 5
    assert len(snippets("python")) > 0


def test_every_link_in_the_docs_leads_somewhere() -> None:
    lost = [
        (page.name, target)
        for page in PAGES
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]

    assert lost == []
