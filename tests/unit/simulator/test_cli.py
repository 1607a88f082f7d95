"""`twitchkit simulator` as a process."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from twitchkit.cli.main import run
from twitchkit.cli.simulator import command


@contextmanager
def running(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "twitchkit.cli.entry", "simulator", "--clips", "30", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def first_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline()


def test_json_ready_file_and_server_agree(tmp_path: Path):
    ready = tmp_path / "ready.json"
    with running("--seed", "9", "--json", "--ready-file", str(ready)) as process:
        told = json.loads(first_line(process))
        with urllib.request.urlopen(f"{told['base_url']}/_simulator/world", timeout=5) as answer:
            served = json.loads(answer.read())

        assert {
            "base_url",
            "client_id",
            "client_secret",
            "public_client_id",
            "users",
            "clips",
            "games",
        } == set(told)
        assert told == json.loads(ready.read_text()) == served
        assert len(told["clips"]) == 30
        assert [ready] == list(tmp_path.iterdir())


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_cleanly_when_told_to(number: signal.Signals):
    with running() as process:
        first_line(process)
        process.send_signal(number)
        _, errors = process.communicate(timeout=10)

        assert process.returncode == 0
        assert "Traceback" not in errors
        assert "stopped" in errors


def test_export_lines_are_for_a_shell():
    with running() as process:
        assert process.stdout
        lines = [process.stdout.readline().strip() for _ in range(5)]

        names = [line.partition("=")[0] for line in lines]
        assert names == [
            "export TWITCH_CLIENT_ID", "export TWITCH_CLIENT_SECRET", "export TWITCHKIT_ID_URL",
            "export TWITCHKIT_API_URL", "export TWITCHKIT_GQL_URL",
        ]  # fmt: skip
        assert lines[2].partition("=")[2].startswith("http://127.0.0.1:")


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_curl_comes_by_twitchs_names(tmp_path: Path):
    ca_file = tmp_path / "ca.pem"
    with running("--tls", "--ca-file", str(ca_file)) as process:
        assert process.stdout
        lines = [process.stdout.readline().strip() for _ in range(6)]
        port = lines[2].rpartition(":")[2]
        assert lines[2].startswith("export TWITCHKIT_ID_URL=https://127.0.0.1:")
        assert lines[5] == f"export SSL_CERT_FILE={ca_file}"
        way = ("--silent", "--cacert", str(ca_file), "--connect-to", f"::127.0.0.1:{port}")
        told = subprocess.run(
            ["curl", *way, "https://id.twitch.tv/oauth2/validate"], capture_output=True, check=True
        )

        assert json.loads(told.stdout) == {"status": 401, "message": "missing authorization token"}


@pytest.mark.parametrize("arguments", [["--tls", "--ca-file"], ["--ready-file"]])
def test_a_file_that_cannot_be_written_is_named(arguments: list[str], tmp_path: Path):
    path = tmp_path / "no" / "file"

    with running(*arguments, str(path)) as process:
        _, told = process.communicate(timeout=60)

    assert process.returncode == 1
    assert f"cannot start: cannot write {path}: No such file or directory." in told
    assert "Name a file in a folder that is there" in told


def test_a_certificate_that_nobody_makes_is_wrong_usage(tmp_path: Path):
    result = CliRunner().invoke(command, ["--ca-file", str(tmp_path / "ca.pem")])

    assert result.exit_code == 2
    assert "--ca-file belongs to --tls" in result.output


def test_a_reader_that_leaves_is_no_trouble_of_the_start():
    read, write = os.pipe()
    os.close(read)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "twitchkit.cli.entry", "simulator", "--clips", "1"],
            stdout=write,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
        )
    finally:
        os.close(write)

    assert done.returncode == 1
    assert "cannot start" not in done.stderr


def test_latency_is_added():
    with running("--latency", "0.2", "--json") as process:
        base_url = json.loads(first_line(process))["base_url"]
        begun = time.monotonic()
        with urllib.request.urlopen(f"{base_url}/oauth2/.well-known/openid-configuration", timeout=5):
            pass

        assert time.monotonic() - begun >= 0.2


def test_a_port_that_is_taken_is_explained(capsys: pytest.CaptureFixture[str]):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        assert run(["simulator", "--port", str(port), "--clips", "1"]) == 1

    told = capsys.readouterr().err
    assert f"cannot start: port {port} of 127.0.0.1: Address already in use." in told
    assert "give another --port" in told


@pytest.mark.parametrize("sizes", ["5", "9:1", "0:5", "a:b", "1:99999999999"])
def test_odd_sizes_are_wrong_usage(sizes: str):
    assert CliRunner().invoke(command, ["--clip-bytes", sizes]).exit_code == 2


def test_the_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    for name in [name for name in sys.modules if name.startswith("twitchkit.simulator")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "uvicorn", None)

    assert run(["simulator"]) == 2
    assert 'pip install "twitchkit[simulator]"' in capsys.readouterr().err


def test_help_shows_examples():
    result = CliRunner().invoke(command, ["--help"])

    assert result.exit_code == 0
    assert "twitchkit simulator --ready-file ready.json" in result.output
