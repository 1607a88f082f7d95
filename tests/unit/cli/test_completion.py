"""What a shell offers: by click's protocol for all, and by pressing the key in a real bash."""

from __future__ import annotations

import os
import pty
import select
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from twitchkit.cli.main import run

PATIENCE_S = 60


def offered(
    words: str, incomplete: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> list[str]:
    """What zsh is given after `words` and the word that was begun."""
    monkeypatch.setenv("COMP_WORDS", f"{words} {incomplete}")
    monkeypatch.setenv("COMP_CWORD", str(len(words.split())))
    monkeypatch.setenv("_TWITCHKIT_COMPLETE", "zsh_complete")
    with pytest.raises(SystemExit):
        run([])
    return capsys.readouterr().out.splitlines()[1::3]


@pytest.mark.parametrize(
    ("words", "incomplete", "expected"),
    [
        ("twitchkit", "ap", ["api"]),
        ("twitchkit api", "get_cl", ["get_clips", "get_clips_download"]),
        ("twitchkit api", "GE", ["GET"]),
        ("twitchkit api", "li", ["list"]),
        ("twitchkit api GET", "clips", ["clips", "clips/downloads"]),
        ("twitchkit api GET", "/clips", ["/clips", "/clips/downloads"]),
        ("twitchkit api show", "get_vi", ["get_videos", "get_vips"]),
        ("twitchkit api get_clips", "b", ["broadcaster_id="]),
        ("twitchkit api --all get_clips", "b", ["broadcaster_id="]),
        ("twitchkit api GET clips", "b", ["broadcaster_id="]),
        ("twitchkit api get_clips broadcaster_id=1", "b", []),
        ("twitchkit api get_clips id=A", "i", ["id=", "is_featured="]),
        ("twitchkit api get_videos", "sort=", ["sort=time", "sort=trending", "sort=views"]),
        ("twitchkit api get_clips", "is_featured=t", ["is_featured=true"]),
        ("twitchkit api create_eventsub_subscription", "transport.m", ["transport.method="]),
        (
            "twitchkit api create_eventsub_subscription",
            "transport.method=web",
            ["transport.method=webhook", "transport.method=websocket"],
        ),
        ("twitchkit api get_clips", "--dry", ["--dry-run"]),
        ("twitchkit api nonsense", "x", []),
        ("twitchkit completion", "", ["bash", "zsh", "fish"]),
    ],
)
def test_what_comes_next_is_offered(
    words: str,
    incomplete: str,
    expected: list[str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert offered(words, incomplete, capsys, monkeypatch) == expected


def test_fish_hears_what_a_parameter_is(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMP_WORDS", "twitchkit api get_clips ga")
    monkeypatch.setenv("COMP_CWORD", "ga")
    monkeypatch.setenv("_TWITCHKIT_COMPLETE", "fish_complete")
    with pytest.raises(SystemExit):
        run([])

    assert capsys.readouterr().out.splitlines() == ["plain,game_id=\tclips of this category."]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_a_shell_is_printed(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["completion", shell]) == 0

    assert f"_TWITCHKIT_COMPLETE={shell}_complete" in capsys.readouterr().out


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("twitchkit api get_vid\t", "get_videos "),
        ("twitchkit api get_videos so\tt\t", "sort=t"),
        ("twitchkit api get_clips is_featured=t\t", "is_featured=true "),
    ],
)
def test_the_key_works_in_bash(typed: str, completed: str, tmp_path: Path) -> None:
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    main, side = pty.openpty()
    shell = subprocess.Popen(
        ["bash", "--norc", "--noprofile", "-i"],
        stdin=side,
        stdout=side,
        stderr=side,
        start_new_session=True,
        cwd=tmp_path,
        env={"PATH": path, "HOME": str(tmp_path), "TERM": "dumb", "PS1": "$ ", "LANG": "C.UTF-8"},
    )
    os.close(side)
    try:
        os.write(main, b'eval "$(twitchkit completion bash)"; echo re""ady\n')
        _until(main, "ready")
        os.write(main, typed.encode())
        seen = _until(main, completed)
    finally:
        shell.kill()
        shell.wait()
        os.close(main)
    assert completed in seen


def _until(terminal: int, text: str) -> str:
    """What the terminal shows until `text` is among it."""
    seen = ""
    while text not in seen:
        ready, _, _ = select.select([terminal], [], [], PATIENCE_S)
        assert ready, f"never came: {text!r}; seen: {seen!r}"
        seen += os.read(terminal, 4096).decode(errors="replace")
    return seen
