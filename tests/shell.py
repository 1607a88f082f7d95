"""The command line as a user meets it: a process of its own, with a home of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from twitchkit.simulator import Simulator


@dataclass(frozen=True)
class Ended:
    """A command that has ended."""

    status: int
    out: str
    err: str

    @property
    def rows(self) -> list[Any]:
        """The JSON objects on stdout."""
        return [json.loads(line) for line in self.out.splitlines()]


class Shell:
    """Runs `twitchkit …` against a simulator.

    Args:
        simulator: where the base URLs point, None for nowhere.
        folder: working directory; the home lies below it.
    """

    def __init__(self, simulator: Simulator | None, folder: Path) -> None:
        self.folder = folder
        self.home = folder / "home"
        kept = {
            name: os.environ[name]
            for name in ("PATH", "LANG", "COVERAGE_PROCESS_START")
            if name in os.environ
        }
        self.environment = {**kept, "TWITCHKIT_HOME": str(self.home), "HOME": str(folder)}
        if simulator:
            self.environment |= {
                "TWITCH_CLIENT_ID": simulator.client_id,
                "TWITCH_CLIENT_SECRET": simulator.client_secret,
                "TWITCHKIT_ID_URL": simulator.base_url,
                "TWITCHKIT_API_URL": simulator.base_url,
                "TWITCHKIT_GQL_URL": simulator.base_url,
            }

    def command(self, *arguments: str | Path) -> list[str]:
        """The process's arguments."""
        return [sys.executable, "-m", "twitchkit", *map(str, arguments)]

    def start(self, *arguments: str | Path, stdin: bool = False) -> subprocess.Popen[str]:
        """The command, running; with `stdin` something can be written to it."""
        return subprocess.Popen(
            self.command(*arguments),
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.PIPE if stdin else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def __call__(
        self,
        *arguments: str | Path,
        stdin: str = "",
        environment: Mapping[str, str] | None = None,
        without: tuple[str, ...] = (),
    ) -> Ended:
        """Runs it to its end; `without` names variables that are not set."""
        given = {**self.environment, **(environment or {})}
        done = subprocess.run(
            self.command(*arguments),
            cwd=self.folder,
            env={name: value for name, value in given.items() if name not in without},
            input=stdin,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        return Ended(done.returncode, done.stdout, done.stderr)
