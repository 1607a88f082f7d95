"""What is told on the way, by the standard `logging`, which is loaded only when somebody may listen.

Measured: with what it draws in, `logging` is a tenth of the time in which a kept token is printed.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import logging

DEBUG, INFO, WARNING = 10, 20, 30
"""Levels, as in `logging`."""


class Logger:
    """`logging.getLogger(name)`; while nothing has loaded `logging`, no handler can want less than a warning.

    Args:
        name: the logger's, below "twitchkit".
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._found: logging.Logger | None = None

    def hears(self, level: int) -> bool:
        """Whether anybody wants records of `level`."""
        if self._found is None and "logging" not in sys.modules:
            return level >= WARNING
        return self._standard().isEnabledFor(level)

    def debug(self, message: str, *args: object) -> None:
        """For those who look for a fault; arguments as in `logging`."""
        self._tell(DEBUG, message, args)

    def info(self, message: str, *args: object) -> None:
        """A step."""
        self._tell(INFO, message, args)

    def warning(self, message: str, *args: object) -> None:
        """Somebody should look at this."""
        self._tell(WARNING, message, args)

    def _tell(self, level: int, message: str, args: tuple[object, ...]) -> None:
        if self.hears(level):
            self._standard().log(level, message, *args, stacklevel=3)

    def _standard(self) -> logging.Logger:
        if self._found is None:
            from logging import getLogger

            self._found = getLogger(self._name)
        return self._found
