"""How one clip comes out of chance: shares and shapes are those of clips.md §2 and §5."""

from __future__ import annotations

import string
from bisect import bisect_right
from datetime import UTC, datetime
from random import Random

from twitchkit.simulator.identity.chance import uuid
from twitchkit.simulator.movie import LANDSCAPE, PORTRAIT, Shape
from twitchkit.simulator.world.clip import Clip, Era, Trouble
from twitchkit.simulator.world.game import Game
from twitchkit.simulator.world.user import User
from twitchkit.simulator.world.video import Video
from twitchkit.simulator.world.words import ADJECTIVES, EMOTES, LABELS, LONG_TITLE, NOUNS, TITLES

SUFFIXED_FROM = datetime(2021, 2, 11, tzinfo=UTC)
LETTERED_KEYS_FROM = datetime(2021, 1, 15, tzinfo=UTC)
FOLDERED_KEYS_FROM = datetime(2022, 1, 1, tzinfo=UTC)
ERA_ENDS = (
    (datetime(2018, 1, 1, tzinfo=UTC), Era.A),
    (datetime(2024, 8, 20, tzinfo=UTC), Era.B),
    (datetime(2025, 3, 1, tzinfo=UTC), Era.C),
    (datetime(2026, 3, 4, tzinfo=UTC), Era.D),
)
MOVED_SHARE = 0.6
"""Clips of older eras that Twitch has moved to era E by now."""
BASE64URL = string.ascii_letters + string.digits + "-_"
HEALTHY_FIRST = 24
"""The first clips of a world are whole, for those who take the first ones; then comes one of each trouble."""
TROUBLES = (
    (0.012, Trouble.DEAD),
    (0.006, Trouble.NO_QUALITIES),
    (0.006, Trouble.EMPTY_SOURCE),
    (0.01, Trouble.TOP_MISSING),
)
NO_CURATOR_SHARE = 0.024
VIEWS_SHAPE = 0.62
MOST_VIEWS = 2_500_000
PORTRAIT_SHARE = 0.48
LABEL_SHARE = 0.15
VIDEO_GONE_SHARE = 0.6
"""VODs go after weeks, clips stay."""
HEVC_SHARE = 0.08
HEVC_FROM = datetime(2025, 9, 1, tzinfo=UTC)


class Clipper:
    """Makes clips, one after the other."""

    def __init__(
        self,
        *,
        chance: Random,
        viewers: tuple[User, ...],
        games: tuple[Game, ...],
        videos: tuple[Video, ...],
        clip_bytes: tuple[int, int] | None,
    ) -> None:
        self._chance = chance
        self._viewers = viewers
        self._games = games
        self._videos = {user_id: [v for v in videos if v.owner.id == user_id] for user_id in _owners(videos)}
        self._clip_bytes = clip_bytes
        self._slugs: set[str] = set()

    def clip(self, number: int, channel: User, at: datetime, *, fresh: bool) -> Clip:
        """Clip number `number` of the world, made at `at`.

        Args:
            fresh: dated from the clock; nothing but the date may then depend on the date.
        """
        chance = self._chance
        kind_at = datetime.max.replace(tzinfo=UTC) if fresh else at
        duration_s = self._duration_s()
        trouble = self._trouble(number)
        landscape, portrait = self._shapes(kind_at)
        slug = self._slug(kind_at)
        video, offset_s = self._video(channel, kind_at)
        title = self._title()
        return Clip(
            slug=slug,
            number=self._number(number),
            broadcaster=channel,
            curator=None if chance.random() < NO_CURATOR_SHARE else chance.choice(self._viewers),
            game=None if chance.random() < 0.02 else chance.choice(self._games),
            video=video,
            vod_offset_s=offset_s,
            language=channel.language,
            title=title,
            views=self._views(),
            duration_s=duration_s,
            created_at=at.replace(microsecond=0),
            featured=chance.random() < 0.05,
            labels=(chance.choice(LABELS),) if chance.random() < LABEL_SHARE else (),
            era=self._era(kind_at, trouble),
            key=self._key(kind_at, duration_s),
            media_id=self._uuid(),
            thumb_id=self._uuid(),
            landscape=landscape,
            portrait=portrait,
            sizes=self._sizes(duration_s, landscape, portrait),
            trouble=trouble,
        )

    def _views(self) -> int:
        # Most clips have one to five views; a few have hundreds of thousands.
        return min(MOST_VIEWS, int(self._chance.paretovariate(VIEWS_SHAPE)))

    def _duration_s(self) -> float:
        pick = self._chance.random()
        other = round(self._chance.triangular(5, 60, 28), 2)
        return 60.0 if pick < 0.1 else 30.0 if pick < 0.25 else other

    def _slug(self, at: datetime) -> str:
        chance = self._chance
        while True:
            first, second = chance.sample(ADJECTIVES, 2)
            slug = first + second + chance.choice(NOUNS) + chance.choice(EMOTES)
            if at >= SUFFIXED_FROM:
                slug += "-" + "".join(chance.choices(BASE64URL, k=16))
            if slug not in self._slugs:
                self._slugs.add(slug)
                return slug

    def _number(self, number: int) -> int:
        return 100_000_000 + number * 5_000 + self._chance.randrange(5_000)

    def _title(self) -> str:
        chance = self._chance
        noun = chance.choice(NOUNS)
        pattern = LONG_TITLE * 4 if chance.random() < 0.01 else chance.choice(TITLES)
        return pattern.format(noun=noun)

    def _video(self, channel: User, at: datetime) -> tuple[Video | None, int | None]:
        pick, depth = self._chance.random(), self._chance.random()
        videos = self._videos.get(channel.id, ())
        place = bisect_right(videos, at, key=_began_at)
        if place == 0 or pick < VIDEO_GONE_SHARE:
            return None, None
        video = videos[place - 1]
        return video, int(depth * video.duration_s)

    def _trouble(self, number: int) -> Trouble | None:
        pick = self._chance.random()
        if number < HEALTHY_FIRST:
            return None
        if number - HEALTHY_FIRST < len(TROUBLES):
            return TROUBLES[number - HEALTHY_FIRST][1]
        for share, trouble in TROUBLES:
            if pick < share:
                return trouble
            pick -= share
        return None

    def _era(self, at: datetime, trouble: Trouble | None) -> Era:
        moved = self._chance.random() < MOVED_SHARE
        own = next((era for end, era in ERA_ENDS if at < end), Era.E)
        if trouble is Trouble.DEAD:
            return Era.D if own is Era.E else own
        return Era.E if moved else own

    def _key(self, at: datetime, duration_s: float) -> str:
        chance = self._chance
        offset, broadcast = chance.randint(10, 30_000), chance.randint(21_000_000_000, 44_000_000_000)
        digits, video = chance.randint(100_000_000, 1_200_000_000), chance.randint(100_000_000, 2_000_000_000)
        letters = "".join(chance.choices(BASE64URL, k=22))
        style = chance.random()
        if at >= LETTERED_KEYS_FROM:
            name = f"AT-cm%7C{letters}" if style < 0.8 else f"vod-{video}-offset-{offset}"
            return f"{letters}/{name}" if at >= FOLDERED_KEYS_FROM else name
        if at < datetime(2017, 1, 1, tzinfo=UTC):
            names = (f"{broadcast}-index-{offset:010}", f"vod-{video}-offset-{offset}", str(digits))
        else:
            names = (f"{broadcast}-offset-{offset}-{int(duration_s)}", str(digits), f"AT-cm%7C{digits}")
        return names[int(style * len(names))]

    def _shapes(self, at: datetime) -> tuple[tuple[Shape, ...], Shape | None]:
        chance = self._chance
        with_portrait, with_hevc, top = (
            chance.random() < PORTRAIT_SHARE,
            chance.random() < HEVC_SHARE,
            chance.random(),
        )
        stacked = chance.choice(PORTRAIT)
        hevc, *avc = LANDSCAPE
        # A few old channels never streamed above 720 lines.
        kept = avc if top < 0.92 else avc[1:]
        if with_hevc and at >= HEVC_FROM and kept is avc:
            kept = [hevc, *avc]
        return tuple(kept), stacked if with_portrait else None

    def _sizes(
        self, duration_s: float, landscape: tuple[Shape, ...], portrait: Shape | None
    ) -> dict[str, int]:
        chance = self._chance
        shapes = [*landscape, portrait] if portrait else list(landscape)
        wobble = chance.uniform(0.94, 1.02)
        best = max(shape.bits_per_second for shape in landscape)
        if self._clip_bytes is None:
            best_bytes = best / 8 * duration_s * wobble
        else:
            low, high = self._clip_bytes
            best_bytes = low * (high / low) ** chance.random()
        return {shape.name: round(best_bytes * min(1, shape.bits_per_second / best)) for shape in shapes}

    def _uuid(self) -> str:
        return uuid(self._chance)


def _began_at(video: Video) -> datetime:
    return video.created_at


def _owners(videos: tuple[Video, ...]) -> set[str]:
    return {video.owner.id for video in videos}
