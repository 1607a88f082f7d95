"""What becomes of clips, written into the catalogue as it happens."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
from collections.abc import Callable
from datetime import datetime
from itertools import islice
from pathlib import Path

from twitchkit.catalogue import Catalogue
from twitchkit.catalogue.ledger import File, Ledger
from twitchkit.client.sync_report import SyncReport
from twitchkit.errors import AuthError, DiskFull, TargetBusy, TargetNotWritable, VaultError
from twitchkit.media import Outcome

AT_ONCE = 20
"""Outcomes in one transaction; a kill loses so many, and they are found again in the folder."""

NOT_THE_CLIPS = (AuthError, DiskFull, TargetBusy, TargetNotWritable, VaultError)
"""Troubles that say nothing about the clip: it stays wanted."""


class Bookkeeper:
    """Takes outcomes and writes them down.

    Args:
        catalogue: open for writing.
        report: counted in.
        now: the time.
    """

    def __init__(self, catalogue: Catalogue, report: SyncReport, *, now: Callable[[], datetime]) -> None:
        self._catalogue = catalogue
        self._report = report
        self._now = now
        self.trouble: AuthError | VaultError | None = None
        """What no further clip would get past."""
        self._settled: list[Outcome] = []
        self._hashes: dict[str, bytes] = {}
        self._hashing: set[asyncio.Task[None]] = set()
        self._turns = asyncio.Semaphore(2)

    def settle(self, outcome: Outcome) -> None:
        """Takes an outcome; it is written with the next few."""
        self._count(outcome)
        self._settled.append(outcome)
        if outcome.path:
            task = asyncio.create_task(self._hash(outcome.slug, outcome.path))
            self._hashing.add(task)
            task.add_done_callback(self._hashing.discard)
        if len(self._settled) >= AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Writes what was taken."""
        settled, self._settled = self._settled, []
        hashes, self._hashes = self._hashes, {}
        if settled or hashes:
            with self._catalogue.ledger() as ledger:
                for outcome in settled:
                    self._write(outcome, ledger)
                ledger.hashed(hashes.items())

    async def finish(self) -> None:
        """Waits for the last hashes, and writes all."""
        self.flush()
        while self._hashing:
            await asyncio.wait(self._hashing)
        self.flush()

    async def hash_rest(self) -> None:
        """Makes the hashes of files that were found in the folder; a kill costs those of the last few."""
        rest = iter(self._catalogue.unhashed())
        while several := list(islice(rest, AT_ONCE)):
            await asyncio.gather(*(self._hash(slug, self._catalogue.root / path) for slug, path in several))
            self.flush()

    async def _hash(self, slug: str, path: Path) -> None:
        # A file that cannot be read is for `verify` to tell of.
        async with self._turns:
            with contextlib.suppress(OSError):
                self._hashes[slug] = await asyncio.to_thread(file_hash, path)

    def _count(self, outcome: Outcome) -> None:
        report = self._report
        report.bytes_fetched += outcome.bytes_fetched
        setattr(report, outcome.state, getattr(report, outcome.state) + 1)
        if outcome.error:
            report.statuses.add(outcome.error.exit_code)
        if isinstance(outcome.error, AuthError | VaultError):
            self.trouble = outcome.error
        if isinstance(outcome.error, DiskFull):
            report.full = outcome.error

    def _write(self, outcome: Outcome, ledger: Ledger) -> None:
        now = int(self._now().timestamp())
        if outcome.path is not None:
            file = File(
                path=outcome.path.relative_to(self._catalogue.root).as_posix(),
                size_bytes=outcome.size_bytes or 0,
                rendition=outcome.rendition.label if outcome.rendition else None,
                source=outcome.source,
            )
            ledger.keep(outcome.slug, file, now=now)
        elif outcome.state == "gone":
            ledger.hear_gone(outcome.slug, why=outcome.error.why if outcome.error else "", now=now)
        elif outcome.error and not isinstance(outcome.error, NOT_THE_CLIPS):
            why = f"{outcome.error.what} {outcome.error.why}".strip()
            ledger.fail(outcome.slug, error=outcome.error.code, why=why, now=now)


def file_hash(path: Path) -> bytes:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
