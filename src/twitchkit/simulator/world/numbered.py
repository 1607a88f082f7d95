"""Clips that are made from their number alone, and found again by any of their names."""

from __future__ import annotations

import re
from datetime import datetime
from math import gcd
from random import Random
from uuid import UUID

from twitchkit.simulator.world.clip import Clip
from twitchkit.simulator.world.clipping import BASE64URL, SUFFIXED_FROM, Clipper
from twitchkit.simulator.world.game import Game
from twitchkit.simulator.world.user import User
from twitchkit.simulator.world.video import Video
from twitchkit.simulator.world.words import ADJECTIVES, EMOTES, NOUNS

CAPACITY = len(ADJECTIVES) ** 3 * len(NOUNS) * len(EMOTES)
# Three adjectives: the clips of a common world have two, so no slug is both.
WORDS = re.compile(
    r"([A-Z][a-z]+)([A-Z][a-z]+)([A-Z][a-z]+)([A-Z][a-z]+)([A-Za-z]\w*?)(?:-[\w-]{16})?", re.ASCII
)
LISTS = (ADJECTIVES, ADJECTIVES, ADJECTIVES, NOUNS, EMOTES)
PLACES = tuple({word: place for place, word in enumerate(words)} for words in LISTS)
FIRST_NUMBER = 10_000_000_000
KEY = re.compile(r"AT-cm\|(\d{11})", re.ASCII)
GOLDEN = 0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835
MASK = (1 << 60) - 1


class NumberedClipper(Clipper):
    """Makes clip `number` the same at every time, without having made the others.

    Args:
        seed: of the world.
        viewers: who may have made a clip.
        videos: that clips may have been cut from.
        clip_bytes: as for every clip of the world.
    """

    def __init__(
        self,
        *,
        seed: int,
        viewers: tuple[User, ...],
        videos: tuple[Video, ...],
        clip_bytes: tuple[int, int] | None,
    ) -> None:
        super().__init__(chance=Random(), viewers=viewers, games=(), videos=videos, clip_bytes=clip_bytes)  # noqa: S311
        chance = Random(f"{seed}/numbered")  # noqa: S311 - repeatable on purpose
        self._seed = chance.getrandbits(60)
        # Neighbours shall look unlike each other: their words are a stride apart.
        self._stride = chance.randrange(CAPACITY)
        while gcd(self._stride, CAPACITY) != 1:
            self._stride = chance.randrange(CAPACITY)
        self._shift = chance.randrange(CAPACITY)
        self._unstride = pow(self._stride, -1, CAPACITY)
        self._number_now = 0
        self._views_now = 0

    def numbered(self, number: int, channel: User, game: Game, at: datetime, views: int) -> Clip:
        """Clip `number` of all numbered clips of the world."""
        self._games = (game,)
        self._number_now, self._views_now = number, views
        self._chance.seed(self._seed + number)
        return self.clip(number, channel, at, fresh=False)

    def slug(self, number: int, at: datetime) -> str:
        """The slug of clip `number`, made at `at`."""
        left, words = (number * self._stride + self._shift) % CAPACITY, ""
        for listed in LISTS:
            left, place = divmod(left, len(listed))
            words += listed[place]
        if at < SUFFIXED_FROM:
            return words
        digits = (self._seed + number) * GOLDEN
        return f"{words}-" + "".join(BASE64URL[digits >> shift & 63] for shift in range(6, 102, 6))

    def number_of(self, name: str) -> int | None:
        """The number that a slug, a media or thumbnail id, or a key (decoded) would stand for."""
        if found := WORDS.fullmatch(name):
            return self._number_of_words(found.groups())
        if found := KEY.fullmatch(name):
            return int(found[1]) - FIRST_NUMBER
        try:
            number = UUID(name).int
        except ValueError:
            return None
        # The lowest 60 bits are free in a UUID of version 4.
        return (number & MASK) ^ self._seed

    def _number_of_words(self, words: tuple[str | None, ...]) -> int | None:
        places = [place.get(word or "") for place, word in zip(PLACES, words, strict=True)]
        number = 0
        for place, listed in zip(reversed(places), reversed(LISTS), strict=True):
            if place is None:
                return None
            number = number * len(listed) + place
        return (number - self._shift) * self._unstride % CAPACITY

    def _slug(self, at: datetime) -> str:
        return self.slug(self._number_now, at)

    def _number(self, number: int) -> int:
        return FIRST_NUMBER + number

    def _views(self) -> int:
        return self._views_now

    def _key(self, at: datetime, duration_s: float) -> str:
        return f"AT-cm%7C{FIRST_NUMBER + self._number_now}"

    def _uuid(self) -> str:
        high = self._chance.getrandbits(64) << 64
        return str(UUID(int=high | self._number_now ^ self._seed, version=4))
