"""The three standard streams, whatever a program was started with."""

import io
import os
import sys
from typing import TextIO, cast


def prepare() -> None:
    """Opens the streams that are closed, and gives the others an encoding that every text fits in."""
    for name, flags, mode in (
        ("stdin", os.O_RDONLY, "r"),
        ("stdout", os.O_WRONLY, "w"),
        ("stderr", os.O_WRONLY, "w"),
    ):
        if getattr(sys, name) is None:
            # In this order each gets the stream's own descriptor, the lowest that is free: else a file, or a
            # connection, would get it, and be read and written in its place.
            descriptor = os.open(os.devnull, flags)
            os.set_inheritable(descriptor, True)
            setattr(sys, name, open(descriptor, mode, encoding="utf-8"))  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        # A program's own streams, when it calls us, may be of any kind.
        if isinstance(cast("object", stream), io.TextIOWrapper):
            _choose_encoding(cast("io.TextIOWrapper", stream))


def _choose_encoding(stream: io.TextIOWrapper) -> None:
    # A terminal knows its own characters only; what it cannot show is spelled out.  Whatever else reads us is
    # a program or a file, for which JSON, CSV, playlists and text are UTF-8 on every machine.
    encoding = stream.encoding if stream.isatty() else "utf-8"
    stream.reconfigure(encoding=encoding, errors="backslashreplace")


def silence(stream: TextIO) -> None:
    """Has all that is still written to `stream`, which nobody can read any more, go nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, stream.fileno())
    finally:
        os.close(nowhere)
