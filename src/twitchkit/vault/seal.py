"""How a vault's file shows its secrets: as they are, or under a key that rests elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    import sqlite3

PLAIN, SEALED = "vault.db", "sealed.db"
"""The files' names; no two seals share one."""
Writing: TypeAlias = Callable[[bytes], bytes]
"""From what is meant to what is written, or back."""


class BadSeal(Exception):
    """What was written cannot be opened, although the key is the right one."""


class Seal(Protocol):
    """What happens to records on their way to the file and back."""

    @property
    def file_name(self) -> str:
        """Of the file that is written so."""
        ...

    def closer(self, connection: sqlite3.Connection) -> Writing:
        """How to write; called inside a change.

        Raises:
            VaultError: the key cannot be had.
        """
        ...

    def opener(self, connection: sqlite3.Connection) -> Writing:
        """How to read; what it gives raises `BadSeal`.

        Raises:
            VaultError: the key cannot be had.
        """
        ...


class NoSeal:
    """Writes records as they are: the file's mode is what guards them."""

    file_name = PLAIN

    def closer(self, connection: sqlite3.Connection) -> Writing:
        """Nothing is done."""
        del connection
        return _as_it_is

    def opener(self, connection: sqlite3.Connection) -> Writing:
        """Nothing is done."""
        del connection
        return _as_it_is


def _as_it_is(record: bytes) -> bytes:
    return record
