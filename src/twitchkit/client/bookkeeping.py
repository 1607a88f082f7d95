"""What becomes of clips, written into the catalogue as it happens."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path

from twitchkit.catalogue import Catalogue
from twitchkit.catalogue.ledger import File, Ledger
from twitchkit.client.sync_report import SyncReport
from twitchkit.errors import AuthError, DiskFull, TargetBusy, TargetNotWritable, VaultError
from twitchkit.media import Outcome

AT_ONCE = 20
"""Outcomes in one transaction, and files hashed in one turn; a kill loses as many as are on their way, and
they are found again in the folder."""

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
        self._ready: list[Outcome] = []
        self._hashes: dict[str, bytes] = {}
        self._hashing: set[asyncio.Task[None]] = set()
        self._turns = asyncio.Semaphore(2)

    def settle(self, outcome: Outcome) -> None:
        """Takes an outcome; it is written with the next few, when their files' hashes are made."""
        self._count(outcome)
        if outcome.path is None:
            self._ready.append(outcome)
        else:
            self._settled.append(outcome)
            if len(self._settled) >= AT_ONCE:
                self._begin_hashing()
        if len(self._ready) >= AT_ONCE:
            self._write_ready()

    def flush(self) -> None:
        """Has all written that was taken, now or when its hashes are made."""
        self._begin_hashing()
        self._write_ready()

    def _write_ready(self) -> None:
        ready, self._ready = self._ready, []
        hashes, self._hashes = self._hashes, {}
        if ready or hashes:
            with self._catalogue.ledger() as ledger:
                for outcome in ready:
                    self._write(outcome, hashes.pop(outcome.slug, None), ledger)
                ledger.hashed(hashes.items())

    async def finish(self) -> None:
        """Waits for the last hashes, and writes all."""
        self._begin_hashing()
        while self._hashing:
            await asyncio.wait(self._hashing)
        self._write_ready()

    def _begin_hashing(self) -> None:
        settled, self._settled = self._settled, []
        if settled:
            task = asyncio.create_task(self._hash_settled(settled))
            self._hashing.add(task)
            task.add_done_callback(self._hashing.discard)

    async def _hash_settled(self, settled: Sequence[Outcome]) -> None:
        try:
            await self._hash([(outcome.slug, outcome.path) for outcome in settled if outcome.path])
        finally:
            self._ready += settled

    async def hash_rest(self) -> None:
        """Makes the hashes of files that were found in the folder; a kill costs those of the last few."""
        rest = iter(self._catalogue.unhashed())
        while several := list(islice(rest, AT_ONCE)):
            await self._hash([(slug, self._catalogue.root / path) for slug, path in several])
            self._write_ready()

    async def _hash(self, files: Sequence[tuple[str, Path]]) -> None:
        async with self._turns:
            found = await asyncio.to_thread(_hashes, files)
        # Apart from the waiting, during which others are written and replaced.
        self._hashes |= found

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

    def _write(self, outcome: Outcome, sha256: bytes | None, ledger: Ledger) -> None:
        now = int(self._now().timestamp())
        if outcome.path is not None:
            file = File(
                path=outcome.path.relative_to(self._catalogue.root).as_posix(),
                size_bytes=outcome.size_bytes or 0,
                sha256=sha256,
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


def _hashes(files: Sequence[tuple[str, Path]]) -> dict[str, bytes]:
    """The hashes by slug.  A file that cannot be read has none: that is for `verify` to tell of."""
    found: dict[str, bytes] = {}
    for slug, path in files:
        with contextlib.suppress(OSError):
            found[slug] = file_hash(path)
    return found
