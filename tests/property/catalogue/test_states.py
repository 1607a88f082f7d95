"""Whatever happens in whatever order, and wherever it is killed: a state says what was seen, and no more."""

from __future__ import annotations

import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from twitchkit.catalogue import Catalogue
from twitchkit.catalogue.ledger import BETWEEN_GONE_WORDS_S, File
from unit.catalogue.stock import NOON, clip

NUMBERS = st.integers(1, 4)


class Clips(RuleBasedStateMachine):
    """A catalogue beside a plain memory of what it was told."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp(prefix="states"))
        self.now = NOON
        self.known: set[str] = set()
        self.files: dict[str, str] = {}
        self.first_word: dict[str, float] = {}
        self.certain: set[str] = set()
        self.taken: set[str] = set()
        self.lives = 0
        self.opening = Catalogue.write(self.root, now=NOON)
        self.catalogue = self.opening.__enter__()

    def teardown(self) -> None:
        self.opening.__exit__(None, None, None)
        shutil.rmtree(self.root)

    @property
    def seconds(self) -> int:
        return int(self.now.timestamp())

    @rule(number=NUMBERS, views=st.integers(0, 3))
    def listed(self, number: int, views: int) -> None:
        self.catalogue.record([clip(number, view_count=views)], now=self.now)
        slug = f"Slug{number}"
        self.known.add(slug)
        # Twitch lists it: what it said before is taken back.
        self.first_word.pop(slug, None)
        self.certain.discard(slug)

    @rule(number=NUMBERS, wants=st.booleans())
    def wanted(self, number: int, wants: bool) -> None:
        with self.catalogue.ledger() as ledger:
            (ledger.want if wants else ledger.unwant)([f"Slug{number}"])

    @rule(most=st.integers(1, 3))
    def taken_to_fetch(self, most: int) -> None:
        clips = {one.id for one in self.catalogue.take_wanted(most)}
        assert not clips & self.taken, "two were given the same clip"
        self.taken |= clips

    @rule(number=NUMBERS)
    def kept(self, number: int) -> None:
        slug = f"Slug{number}"
        with self.catalogue.ledger() as ledger:
            done = ledger.keep(slug, File(path=f"{slug}.mp4", size_bytes=number), now=self.seconds)
        assert done == (slug in self.known)
        if done:
            self.files[slug] = f"{slug}.mp4"
        self.taken.discard(slug)

    @rule(number=NUMBERS)
    def failed(self, number: int) -> None:
        with self.catalogue.ledger() as ledger:
            ledger.fail(f"Slug{number}", error="timed-out", why="No answer.", now=self.seconds)
        self.taken.discard(f"Slug{number}")

    @rule(number=NUMBERS)
    def called_gone(self, number: int) -> None:
        slug = f"Slug{number}"
        with self.catalogue.ledger() as ledger:
            ledger.hear_gone(slug, why="deleted", now=self.seconds)
        if slug in self.known:
            first = self.first_word.setdefault(slug, self.seconds)
            if self.seconds - first >= BETWEEN_GONE_WORDS_S:
                self.certain.add(slug)
        self.taken.discard(slug)

    @rule(number=NUMBERS)
    def lost(self, number: int) -> None:
        slug = f"Slug{number}"
        with self.catalogue.ledger() as ledger:
            ledger.lose(slug)
        self.files.pop(slug, None)

    @rule(hours=st.sampled_from([0.01, 0.5, 1, 30]))
    def time_passes(self, hours: float) -> None:
        self.now += timedelta(hours=hours)

    @rule()
    def tried_again(self) -> None:
        with self.catalogue.ledger() as ledger:
            ledger.retry(self.seconds)

    @precondition(lambda self: self.lives < 4)
    @rule()
    def killed(self) -> None:
        """The files as they are on the disk now, opened by another process after a `kill -9`."""
        self.lives += 1
        fresh = Path(tempfile.mkdtemp(prefix="states"))
        shutil.copytree(
            self.root / ".twitchkit", fresh / ".twitchkit", ignore=shutil.ignore_patterns("*-shm")
        )
        self.opening.__exit__(None, None, None)
        shutil.rmtree(self.root)
        self.root = fresh
        self.opening = Catalogue.write(fresh, now=self.now)
        self.catalogue = self.opening.__enter__()
        assert self.catalogue.needs_look
        assert self.catalogue.rebuilt is None
        # Nobody fetches any more: what was being fetched is wanted again.
        self.taken.clear()
        assert self.catalogue.counts()["fetching"] == 0

    @invariant()
    def states_say_what_was_seen(self) -> None:
        entries = {entry.slug: entry for entry in self.catalogue.entries()}
        assert set(entries) == self.known
        for slug, entry in entries.items():
            assert (entry.state == "kept") == (slug in self.files)
            assert entry.path == self.files.get(slug)
            # "Gone" on Twitch's word alone, heard twice; certainty is never forgotten on the way.
            if entry.state == "gone":
                assert slug in self.certain
            if slug in self.certain:
                assert entry.gone_at is not None
                assert entry.state in ("gone", "kept", "wanted", "fetching", "known", "failed")
            else:
                assert entry.gone_at is None
            assert (entry.state == "fetching") <= (slug in self.taken)


Clips.TestCase.settings = settings(
    max_examples=25, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
test_states = Clips.TestCase
