"""A simulator as a process of its own: what the command line runs."""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import msgspec

from twitchkit.simulator.server import listen
from twitchkit.simulator.simulator import Simulator

STOPPING = (signal.SIGINT, signal.SIGTERM)


def serve(simulator: Simulator, *, port: int, ready: Callable[[], None]) -> None:
    """Serve `simulator` in this thread, the main one, until SIGINT or SIGTERM.

    Args:
        port: 0 takes a free one.
        ready: called once clients can connect; `simulator.base_url` is known then.

    Raises:
        OSError: the port is taken.
    """
    sock = listen(port)
    server = simulator.server(sock, ready=ready)

    def stop(_number: int, _frame: FrameType | None) -> None:
        server.should_exit = True

    before = {number: signal.signal(number, stop) for number in STOPPING}
    try:
        server.run_here()
    finally:
        simulator.stop()
        for number, handler in before.items():
            signal.signal(number, handler)


def write_ready_file(simulator: Simulator, path: Path) -> None:
    """Put the introduction's JSON at `path`, whole or not at all, for this user's eyes.

    Raises:
        OSError: the folder cannot be written.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(msgspec.json.encode(simulator.introduction) + b"\n")
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
