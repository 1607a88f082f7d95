"""A program that syncs in children of its own, each killed at the step, or after the time, that stdin says.

A line of stdin: the archive's folder, the channel, `step` or `time`, and a number: of steps, or of
microseconds; 0 lets the child live.  A line of stdout: how it ended (`killed`, or its exit status), and at
which step of what kind, or how many steps it took.

A step is a change that the disk sees: a write, a flush, a rename, a statement of the database.
"""

from __future__ import annotations

# Here, so that no child has to.
import os
import signal
import sqlite3
import sys
import time
from typing import Any

from twitchkit import Twitch
from twitchkit.client.archiver import Order
from twitchkit.errors import TwitchkitError

PAGE = 4096
CHANGES = ("os.link", "os.rename", "os.remove", "os.mkdir", "os.truncate")


class Steps:
    """Counts them, and ends the process before the last one is done.

    Args:
        last: its number, 0 for none.
        report: is told which it was.
    """

    def __init__(self, last: int, report: int) -> None:
        self.count = 0
        self._last = last
        self._report = report
        self._write, self._fsync = os.write, os.fsync

    def step(self, kind: str) -> bool:
        """True when the process has to end now."""
        self.count += 1
        if self.count != self._last:
            return False
        self._write(self._report, f"{self.count} {kind}".encode())
        return True

    def watch(self) -> None:
        """From now on."""

        def audit(event: str, arguments: tuple[Any, ...]) -> None:
            changes = event in CHANGES or (event == "open" and arguments[2] & os.O_CREAT)
            if changes and self.step(event):
                die()

        def write(file: int, data: bytes | memoryview) -> int:
            if self.step("write"):
                # A kill can fall between two pages of a write, not within one.
                self._write(file, memoryview(data)[: len(data) // 2 // PAGE * PAGE])
                die()
            return self._write(file, data)

        def fsync(file: int) -> None:
            if self.step("fsync"):
                die()
            self._fsync(file)

        def connect(*arguments: Any, **options: Any) -> sqlite3.Connection:
            connection = opened(*arguments, **options)
            connection.set_trace_callback(self._statement)
            return connection

        opened, sqlite3.connect = sqlite3.connect, connect
        os.write, os.fsync = write, fsync
        sys.addaudithook(audit)

    def _statement(self, statement: str) -> None:
        if not statement.startswith(("SELECT", "PRAGMA", "--")) and self.step(statement.split()[0].lower()):
            die()


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def sync(folder: str, channel: str, steps: Steps) -> int:
    steps.watch()
    try:
        with Twitch() as twitch:
            report = twitch.clips.archive(Order(channels=(channel,)), to=folder, jobs=4, quality="worst")
    except TwitchkitError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    return report.exit_code


def main() -> None:
    for line in sys.stdin:
        folder, channel, kind, number = line.split()
        told, report = os.pipe()
        child = os.fork()
        if not child:
            steps = Steps(int(number) if kind == "step" else 0, report)
            status = sync(folder, channel, steps)
            steps._write(report, f"{steps.count} end".encode())
            os._exit(status)
        os.close(report)
        if kind == "time":
            time.sleep(int(number) / 1e6)
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        at = os.read(told, 200).decode() or "0 somewhere"
        os.close(told)
        ended = "killed" if os.WIFSIGNALED(status) else str(os.WEXITSTATUS(status))
        sys.stdout.write(f"{ended} {at}\n")
        sys.stdout.flush()


main()
