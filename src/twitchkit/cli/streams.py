"""The three standard streams, whatever a program was started with."""

import os
import sys
from typing import TextIO


def prepare() -> None:
    """Opens the streams that are closed."""
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


def silence(stream: TextIO) -> None:
    """Has all that is still written to `stream`, which nobody can read any more, go nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, stream.fileno())
    finally:
        os.close(nowhere)
