"""The command line at a terminal, with a person who reads and types."""

from __future__ import annotations

import codecs
import contextlib
import os
import re
import select
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pyte

from shell import Shell

PATIENCE_S = 30


class Terminal:
    """A command and what it has said so far."""

    def __init__(self, process: subprocess.Popen[bytes], descriptor: int) -> None:
        self.process = process
        self.said = ""
        self._descriptor = descriptor
        # A piece may end within a character.
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")

    def wait_for(self, pattern: str) -> re.Match[str]:
        """The first place where it says `pattern`."""
        end = time.monotonic() + PATIENCE_S
        while not (found := re.search(pattern, self.said)):
            assert self._read(end), self.said
        return found

    def type(self, line: str) -> None:
        os.write(self._descriptor, line.encode() + b"\n")

    def press(self, key: bytes) -> None:
        os.write(self._descriptor, key)

    def ended(self) -> int:
        """Its status; what it said till the end is in `said`."""
        end = time.monotonic() + PATIENCE_S
        while self._read(end):
            pass
        return self.process.wait(timeout=PATIENCE_S)

    def shown(self) -> list[str]:
        """The lines that are to be seen on it now, and those above to which one can scroll."""
        return shown(self.said)

    def _read(self, end: float) -> bool:
        ready, _, _ = select.select([self._descriptor], [], [], max(0, end - time.monotonic()))
        if not ready:
            return False
        try:
            piece = os.read(self._descriptor, 65_536)
        except OSError:  # Linux: the other side is closed
            return False
        self.said += self._decoder.decode(piece).replace("\r\n", "\n")
        return bool(piece)


def screen_of(said: str) -> pyte.HistoryScreen:
    """What a screen of 80 by 25 makes of `said`."""
    screen = pyte.HistoryScreen(80, 25, history=10_000)
    # A terminal's driver makes two characters of a line's end.
    pyte.Stream(screen).feed(said.replace("\n", "\r\n"))
    return screen


def shown(said: str) -> list[str]:
    """The lines that are to be seen after `said`, and those above to which one can scroll."""
    screen = screen_of(said)
    above = ["".join(line[at].data for at in range(80)) for line in screen.history.top]
    return above + screen.display


@contextlib.contextmanager
def terminal(
    shell: Shell, *arguments: str | Path, environment: Mapping[str, str] | None = None
) -> Iterator[Terminal]:
    """`twitchkit …` at a terminal of its own."""
    import pty

    def take_terminal() -> None:
        os.login_tty(theirs)
        # Tests that were started in the background have it ignored, and hand that on.
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        shell.command(*arguments),
        cwd=shell.folder,
        env={**shell.environment, **(environment or {})},
        preexec_fn=take_terminal,
    )
    os.close(theirs)
    try:
        yield Terminal(process, ours)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        os.close(ours)
