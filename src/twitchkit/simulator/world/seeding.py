"""How a world comes out of a number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random

from twitchkit.secret import Secret
from twitchkit.simulator.identity.app import App
from twitchkit.simulator.identity.chance import code
from twitchkit.simulator.world.clip import Clip
from twitchkit.simulator.world.clipping import Clipper
from twitchkit.simulator.world.game import Game
from twitchkit.simulator.world.history import History
from twitchkit.simulator.world.numbered import CAPACITY, NumberedClipper
from twitchkit.simulator.world.user import User
from twitchkit.simulator.world.video import Video
from twitchkit.simulator.world.words import CHANNELS, DELETED_CHANNEL, GAMES, NOUNS, TITLES

CLIPS_BEGAN_AT = datetime(2016, 5, 26, tzinfo=UTC)
HISTORY_ENDS_AT = datetime(2026, 11, 1, tzinfo=UTC)
"""Clips are spread from launch to here, whatever the clock says, so that a seed keeps its slugs and dates."""
FRESH_SHARE = 0.04
"""Clips dated from the clock instead: of the last weeks, so that listings of the last days are not empty."""
CHANNEL_WEIGHTS = (40, 22, 14, 10, 8, 6)
DELETED_WEIGHT = 1
FIRST_ORPHAN = 28
"""This clip is the deleted channel's, so that each larger world has one."""
ARCHIVE_DAYS = 60
UNVERIFIED = slice(3, None, 7)
CLIP_SCOPES = frozenset({"editor:manage:clips", "channel:manage:clips"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Grown:
    """What comes out."""

    app: App
    public_app: App
    users: tuple[User, ...]
    channels: tuple[User, ...]
    games: tuple[Game, ...]
    videos: tuple[Video, ...]
    clips: tuple[Clip, ...]
    histories: tuple[History, ...]
    signing_key: bytes


class Seeding:
    """Grows a world's contents, each kind from its own chance, so that more clips change nothing else."""

    def __init__(self, *, seed: int, now: datetime, clip_bytes: tuple[int, int] | None) -> None:
        self._seed = seed
        self._now = now
        self._clip_bytes = clip_bytes

    def grow(self, clips: int, channel_clips: Sequence[int] = ()) -> Grown:
        """Everything, with that many clips, and a channel with a history for each of `channel_clips`."""
        identity = self._chance("identity")
        app = App(client_id=_code(identity), secret=Secret(_code(identity)), name="Harbour Lights")
        public_app = App(client_id=_code(identity), secret=None, name="Pocket Lantern")
        channels, deleted, viewers = self._people(self._chance("people"))
        games = self._games(self._chance("games"))
        videos = self._videos(self._chance("videos"), channels)
        large = tuple(self._large_channel(place) for place in range(1, len(channel_clips) + 1))
        recorded = self._videos(self._chance("large videos"), large)
        histories = tuple(self._histories(channel_clips, large, viewers, recorded))
        return Grown(
            app=app,
            public_app=public_app,
            users=(*channels, deleted, *viewers, *large),
            channels=(*channels, *large),
            games=(*games, *(history.game for history in histories)),
            videos=(*videos, *recorded),
            clips=self._clips(self._chance("clips"), clips, (*channels, deleted), viewers, games, videos),
            histories=histories,
            signing_key=identity.randbytes(20),
        )

    def _chance(self, kind: str) -> Random:
        return Random(f"{self._seed}/{kind}")  # noqa: S311 - repeatable on purpose

    def _people(self, chance: Random) -> tuple[tuple[User, ...], User, tuple[User, ...]]:
        ids = iter(chance.sample(range(20_000_000, 999_999_999), 100))

        def user(login: str, display_name: str, language: str, kind: str, followers: int) -> User:
            began_at = CLIPS_BEGAN_AT - timedelta(days=chance.randint(30, 2000))
            return User(
                id=str(next(ids)),
                login=login,
                display_name=display_name,
                kind=kind,
                description=f"Made up, like everything here. {display_name} plays games and talks.",
                language=language,
                followers=followers,
                email=f"{login}@example.com",
                created_at=began_at.replace(microsecond=chance.randrange(1000) * 1000),
            )

        channels = [
            user(
                login, name, language, chance.choice(("partner", "affiliate")), chance.randint(900, 4_000_000)
            )
            for login, name, language in chance.sample(CHANNELS, len(CHANNEL_WEIGHTS))
        ]
        # The first person let the app handle clips, and edits the second one's channel too.
        first, second, third, *others = channels
        channels = [
            replace(first, grants=CLIP_SCOPES, edits=frozenset({second.id})),
            replace(second, grants=frozenset({"editor:manage:clips"})),
            third,
            *others,
        ]
        deleted = replace(user(*DELETED_CHANNEL, "", 0), deleted=True)
        names = [f"{noun}_{chance.randrange(10_000)}" for noun in chance.sample(NOUNS, 40)]
        viewers = [user(name.lower(), name, "en", "", 3) for name in names]
        # Some have not answered the mail that asks whether the address is theirs.
        viewers[UNVERIFIED] = [replace(viewer, email_verified=False) for viewer in viewers[UNVERIFIED]]
        return tuple(channels), deleted, tuple(viewers)

    def _large_channel(self, place: int) -> User:
        return User(
            id=str(1_000_000_000 + place),
            login=f"longstream{place}",
            display_name=f"LongStream{place}",
            kind="partner",
            description="Has been live for ten years.",
            language="en",
            followers=3_000_000,
            email=f"longstream{place}@example.com",
            created_at=CLIPS_BEGAN_AT,
        )

    def _histories(
        self,
        counts: Sequence[int],
        channels: tuple[User, ...],
        viewers: tuple[User, ...],
        videos: tuple[Video, ...],
    ) -> Iterator[History]:
        if sum(counts) > CAPACITY:
            raise ValueError(f"all channels together can have {CAPACITY} clips")
        clipper = NumberedClipper(
            seed=self._seed, viewers=viewers, videos=videos, clip_bytes=self._clip_bytes
        )
        first_number = 0
        for place, (count, channel) in enumerate(zip(counts, channels, strict=True), 1):
            name = f"The Long Stream {place}"
            yield History(
                seed=f"{self._seed}/history/{place}",
                channel=channel,
                game=Game(id=str(2_000_000_000 + place), name=name, igdb_id="", slug=_slug(name)),
                count=count,
                first_number=first_number,
                clipper=clipper,
                began_at=CLIPS_BEGAN_AT,
                ended_at=HISTORY_ENDS_AT,
            )
            first_number += count

    def _games(self, chance: Random) -> tuple[Game, ...]:
        ids = sorted(chance.sample(range(1_000, 2_000_000_000), len(GAMES)))
        kept = GAMES[:10]
        return tuple(
            Game(id=str(game_id), name=name, igdb_id=igdb_id, slug=_slug(name))
            for game_id, (name, igdb_id) in zip(ids, kept, strict=False)
        )

    def _videos(self, chance: Random, channels: tuple[User, ...]) -> tuple[Video, ...]:
        videos: list[Video] = []
        for owner in channels:
            for age_days in (*range(3, 60, 5), *range(90, 3_600, 120)):
                # Archives are kept for some weeks, highlights and uploads for years.
                kinds = (
                    ("archive", "archive", "highlight")
                    if age_days <= ARCHIVE_DAYS
                    else ("highlight", "upload")
                )
                kind = chance.choice(kinds)
                age = timedelta(days=age_days, seconds=chance.randrange(86_400))
                videos.append(
                    Video(
                        id=str(2_600_000_000 - age_days * 600_000 + chance.randrange(500_000)),
                        stream_id=None
                        if kind == "upload"
                        else str(chance.randint(40_000_000_000, 48_000_000_000)),
                        owner=owner,
                        title=chance.choice(TITLES).format(noun=chance.choice(NOUNS)),
                        kind=kind,
                        language=owner.language,
                        views=int(chance.paretovariate(0.8)),
                        duration_s=chance.randint(600, 36_000),
                        created_at=HISTORY_ENDS_AT - age,
                    )
                )
        return tuple(sorted(videos, key=lambda video: video.created_at))

    def _clips(
        self,
        chance: Random,
        count: int,
        channels: tuple[User, ...],
        viewers: tuple[User, ...],
        games: tuple[Game, ...],
        videos: tuple[Video, ...],
    ) -> tuple[Clip, ...]:
        clipper = Clipper(
            chance=chance, viewers=viewers, games=games, videos=videos, clip_bytes=self._clip_bytes
        )
        span = HISTORY_ENDS_AT - CLIPS_BEGAN_AT
        clips: list[Clip] = []
        for number in range(count):
            [channel] = chance.choices(channels, (*CHANNEL_WEIGHTS, DELETED_WEIGHT))
            if number == FIRST_ORPHAN:
                channel = channels[-1]
            # More clips are made every year; the power leans towards the present.
            at = CLIPS_BEGAN_AT + span * chance.random() ** 0.6
            fresh_for = timedelta(days=30 * chance.random() ** 2)
            is_fresh = chance.random() < FRESH_SHARE
            clips.append(
                clipper.clip(number, channel, self._now - fresh_for if is_fresh else at, fresh=is_fresh)
            )
        return tuple(clips)


def _code(chance: Random) -> str:
    return code(chance, 30)


def _slug(name: str) -> str:
    return "-".join("".join(mark if mark.isalnum() else " " for mark in name.lower()).split())
