"""The states of clips, and the steps between them.

    known ⇄ wanted → fetching → kept
                ↑        ├────→ gone      Twitch said twice that there is no such clip
                └────────┴────→ failed    anything else; wanted again when its time has come
    kept → wanted when its file is missing or damaged; gone → known when Twitch lists it again.
    A kept file stays kept when its clip is gone at Twitch.

All calls inside a transaction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from twitchkit.catalogue.entry import FAILED, FETCHING, GONE, KEPT, KNOWN, WANTED
from twitchkit.catalogue.keys import Keys

BETWEEN_GONE_WORDS_S = 3600
"""Twitch's second word counts when it comes this long after the first: one outage is one word."""
TRIES_AT_ONCE = 3
"""A clip that failed up to so often is tried by the next run, whenever that is."""
FIRST_WAIT_S, LONGEST_WAIT_S = 3600, 7 * 86400


class File(msgspec.Struct, frozen=True, kw_only=True):
    """A clip's file.

    Args:
        path: relative to the archive's folder, with `/`.
        size_bytes: its size.
        sha256: its hash, None when not made yet.
        rendition, source: which file of the clip, and by which way; None when not known.
    """

    path: str
    size_bytes: int
    sha256: bytes | None = None
    rendition: str | None = None
    source: str | None = None


def wait_s(tries: int) -> int:
    """How long after its last failure a clip that failed `tries` times is tried again."""
    if tries <= TRIES_AT_ONCE:
        return 0
    return min(LONGEST_WAIT_S, FIRST_WAIT_S << min(tries - TRIES_AT_ONCE - 1, 10))


class Ledger:
    """Writes states.

    Args:
        connection: to the catalogue.
        keys: finds clips by their slugs.
    """

    def __init__(self, connection: sqlite3.Connection, keys: Keys) -> None:
        self._connection = connection
        self._keys = keys

    def want(self, slugs: Sequence[str]) -> int:
        """Known ones are wanted now; how many that were."""
        return self._each(
            "UPDATE clip SET state = ? WHERE id = ? AND state = ?",
            ((WANTED, row, KNOWN) for row in self._keys.rows(slugs).values()),
        )

    def unwant(self, slugs: Sequence[str]) -> int:
        """Wanted and failed ones are only known again; how many that were."""
        return self._each(
            "UPDATE clip SET state = ? WHERE id = ? AND state IN (?, ?)",
            ((KNOWN, row, WANTED, FAILED) for row in self._keys.rows(slugs).values()),
        )

    def retry(self, now: int) -> int:
        """Failed ones whose time has come are wanted again; how many those are."""
        return self._connection.execute(
            "UPDATE clip SET state = ? WHERE state = ? AND coalesce(retry_at, 0) <= ?", (WANTED, FAILED, now)
        ).rowcount

    def release(self) -> int:
        """Ones that a run left behind while it fetched them are wanted again; how many those are."""
        return self._connection.execute(
            "UPDATE clip SET state = ? WHERE state = ?", (WANTED, FETCHING)
        ).rowcount

    def fetching(self, slugs: Sequence[str]) -> None:
        """Work on these has begun."""
        self._each(
            "UPDATE clip SET state = ? WHERE id = ? AND state = ?",
            ((FETCHING, row, WANTED) for row in self._keys.rows(slugs).values()),
        )

    def keep(self, slug: str, file: File, *, now: int) -> bool:
        """The clip's file is there; False when the clip is not known."""
        return (
            self._connection.execute(
                "UPDATE clip SET state = ?, path = ?, size_bytes = ?, sha256 = ?, "
                "rendition = coalesce(?, rendition), source = coalesce(?, source), kept_at = ?, "
                "error = NULL, why = NULL, tries = 0, retry_at = NULL WHERE id = ?",
                (
                    KEPT,
                    file.path,
                    file.size_bytes,
                    file.sha256,
                    file.rendition,
                    file.source,
                    now,
                    self._row(slug),
                ),
            ).rowcount
            > 0
        )

    def lose(self, slug: str) -> None:
        """The clip's file is missing or damaged: it is wanted again."""
        self._connection.execute(
            "UPDATE clip SET state = ?, path = NULL, size_bytes = NULL, sha256 = NULL, tries = 0, "
            "retry_at = NULL WHERE id = ? AND state = ?",
            (WANTED, self._row(slug), KEPT),
        )

    def checked(self, slug: str, *, sha256: bytes, now: int) -> None:
        """The clip's file was read and has this hash."""
        self._connection.execute(
            "UPDATE clip SET sha256 = ?, checked_at = ? WHERE id = ?", (sha256, now, self._row(slug))
        )

    def hashed(self, hashes: Iterable[tuple[str, bytes]]) -> None:
        """Hashes of files that came a moment ago."""
        found = dict(hashes)
        self._each(
            "UPDATE clip SET sha256 = ? WHERE id = ?",
            ((found[slug], row) for slug, row in self._keys.rows(list(found)).items()),
        )

    def fail(self, slug: str, *, error: str, why: str, now: int) -> None:
        """It could not be fetched, for a reason that is the clip's own."""
        row = self._row(slug)
        found = self._connection.execute("SELECT tries FROM clip WHERE id = ?", (row,)).fetchone()
        if found is None:
            return
        tries = found[0] + 1
        self._connection.execute(
            "UPDATE clip SET state = ?, error = ?, why = ?, tries = ?, retry_at = ? "
            "WHERE id = ? AND state <> ?",
            (FAILED, error, why, tries, now + wait_s(tries), row, KEPT),
        )

    def hear_gone(self, slug: str, *, why: str, now: int) -> bool:
        """Twitch said that there is no such clip; True when that is certain now."""
        row = self._row(slug)
        found = self._connection.execute(
            "SELECT gone_words, gone_at, state FROM clip WHERE id = ?", (row,)
        ).fetchone()
        if found is None:
            return False
        words, heard_at, state = found
        if words and now - heard_at < BETWEEN_GONE_WORDS_S:
            certain = words > 1
        else:
            words, heard_at = words + 1, now
            certain = words > 1
        self._connection.execute(
            "UPDATE clip SET gone_words = ?, gone_at = ? WHERE id = ?", (words, heard_at, row)
        )
        if certain and state != KEPT:
            after, retry_at = GONE, None
        elif state in (WANTED, FETCHING, FAILED):
            after, retry_at = FAILED, heard_at + BETWEEN_GONE_WORDS_S
        else:
            return certain
        self._connection.execute(
            "UPDATE clip SET state = ?, error = 'clip-gone', why = ?, tries = tries + 1, retry_at = ? "
            "WHERE id = ?",
            (after, why, retry_at, row),
        )
        return certain

    def is_back(self, slugs: Sequence[str]) -> None:
        """Twitch lists these: whatever it said before, they are not gone."""
        self._each(
            "UPDATE clip SET gone_words = 0, gone_at = NULL, "
            "state = CASE state WHEN ? THEN ? ELSE state END WHERE id = ? AND gone_words > 0",
            ((GONE, KNOWN, row) for row in self._keys.rows(slugs).values()),
        )

    def _row(self, slug: str) -> int | None:
        return self._keys.rows([slug]).get(slug)

    def _each(self, statement: str, rows: Iterable[tuple[Any, ...]]) -> int:
        return max(0, self._connection.executemany(statement, rows).rowcount)
