"""What is written into a catalogue."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Generator, Iterable, Mapping
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from twitchkit.catalogue.database import Database
from twitchkit.catalogue.entry import COLUMNS, GONE, JOINED, WANTED, read_clip
from twitchkit.catalogue.indexing import Indexing
from twitchkit.catalogue.intake import CHUNK, Intake, Intakes
from twitchkit.catalogue.keys import Keys
from twitchkit.catalogue.ledger import File, Ledger
from twitchkit.catalogue.questions import Questions
from twitchkit.catalogue.rebuild import videos
from twitchkit.catalogue.sources import Source
from twitchkit.catalogue.text import TextIndex
from twitchkit.helix import Clip


class Changes(Questions):
    """A catalogue that is written to, if `database` is writable; every change is one transaction."""

    def __init__(self, root: Path, database: Database) -> None:
        super().__init__(root, database)
        if database.writable:
            self._renew()

    def missing_games(self, clips: Iterable[Clip]) -> list[str]:
        """Ids of games whose names have to be noted before these clips are recorded."""
        ids = {clip.game_id for clip in clips if clip.game_id}
        return sorted(game_id for game_id in ids if not self._intakes.knows_game(game_id))

    def game_name(self, clip: Clip) -> str:
        """The name of the clip's game, empty when it has none."""
        return self._intakes.game_name(clip.game_id)

    def next_to_refresh(self, most: int, last_row: int) -> list[str]:
        """Clips whose facts were not asked for since the longest time, none above `last_row`."""
        [(after,)] = self._select("SELECT coalesce((SELECT value FROM note WHERE name = 'refreshed'), 0)")
        rows = list(
            self._select(
                "SELECT slug, id FROM clip WHERE id > ? AND id <= ? AND state <> ? ORDER BY id LIMIT ?",
                (after, last_row, GONE, most),
            )
        )
        with self._change():
            self._database.connection.execute(
                "INSERT OR REPLACE INTO note VALUES ('refreshed', ?)",
                (rows[-1][1] if len(rows) == most else 0,),
            )
        return [slug for slug, _ in rows]

    def record(
        self,
        clips: Iterable[Clip],
        *,
        now: datetime,
        games: Mapping[str, str] | None = None,
        wants: Callable[[Clip], bool] | None = None,
    ) -> Intake:
        """Keeps what Twitch says of clips.

        Args:
            clips: any number; taken in transactions of a few thousand.
            now: when it was said.
            games: names of games by id, for ids that are new.
            wants: whether one that is new or changed is to be fetched; None for none of them.  It is asked
                within the transaction: a clip that is known no listing would want again.
        """
        taken = Intake()
        several = iter(clips)
        seconds = int(now.timestamp())
        while chunk := list(islice(several, CHUNK)):
            with self._change():
                self._intakes.note_games(games or {})
                new, changed = len(taken.new), len(taken.changed)
                self._intakes.take(chunk, now=seconds, into=taken)
                if wants is None:
                    continue
                fresh = {*taken.new[new:], *taken.changed[changed:]}
                fit = [clip.id for clip in chunk if clip.id in fresh and wants(clip)]
                if fit:
                    taken.wanted += self._ledger.want(fit)
        return taken

    def index(self) -> None:
        """Makes the words of the last clips findable."""
        with self._change():
            self._indexing.catch_up()

    @contextlib.contextmanager
    def ledger(self) -> Generator[Ledger]:
        """States to write, in one transaction."""
        with self._change():
            yield self._ledger

    def take_wanted(self, most: int) -> list[Clip]:
        """The newest clips that are wanted; they are being fetched from now on."""
        clips = [
            read_clip(row)
            for row in self._select(
                f"SELECT {COLUMNS} FROM {JOINED} WHERE clip.state = ? ORDER BY clip.created_at DESC LIMIT ?",
                (WANTED, most),
            )
        ]
        if clips:
            with self.ledger() as ledger:
                ledger.fetching([clip.id for clip in clips])
        return clips

    def save_source(self, source: Source) -> None:
        """Keeps how far a source is listed."""
        with self._change():
            self._sources.save(source)

    @contextlib.contextmanager
    def run(self, *, now: datetime) -> Generator[dict[str, Any]]:
        """A sync; what is put into the dictionary is kept as what came of it, however it ends."""
        with self._change():
            number = self._sources.begin_run(int(now.timestamp()))
        told: dict[str, Any] = {}
        try:
            yield told
        finally:
            ended = told.pop("ended_at", now)
            with self._change():
                self._sources.end_run(number, now=int(ended.timestamp()), told=told)

    def adopt_all(self, *, now: datetime) -> int:
        """Takes over every clip that lies in the folder with its sidecar; how many those are."""
        adopted = 0
        found = (one for one in videos(self.root) if one.clip)
        while several := list(islice(found, CHUNK)):
            with self._database.told():
                known = self._keys.rows([one.clip.id for one in several if one.clip])
            self.record([one.clip for one in several if one.clip and one.clip.id not in known], now=now)
            with self.ledger() as ledger:
                for one in several:
                    if one.clip:
                        file = File(path=one.path, size_bytes=one.size_bytes)
                        adopted += ledger.keep(one.clip.id, file, now=one.modified_at)
        self.index()
        return adopted

    @contextlib.contextmanager
    def _change(self) -> Generator[None]:
        try:
            with self._database.change():
                yield
        except BaseException:
            # What was undone in the file is not to be remembered.
            with contextlib.suppress(Exception):
                self._renew()
            raise

    def _renew(self) -> None:
        connection = self._database.connection
        with self._database.told():
            self._keys = Keys(connection)
            text = TextIndex(connection)
            self._indexing = Indexing(connection, self._keys, text)
            self._ledger = Ledger(connection, self._keys)
            self._intakes = Intakes(connection, self._keys, text, self._indexing, self._ledger)
