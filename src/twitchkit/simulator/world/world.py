"""The whole state of one made-up Twitch."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import Self, TypeVar
from urllib.parse import unquote

from twitchkit.clock import Clock
from twitchkit.secret import Secret
from twitchkit.simulator.identity.app import App
from twitchkit.simulator.identity.chance import code
from twitchkit.simulator.identity.ledger import Ledger
from twitchkit.simulator.identity.tokens import TokenBook
from twitchkit.simulator.quirks import Quirks
from twitchkit.simulator.world.book import Book, Settling
from twitchkit.simulator.world.clip import Clip
from twitchkit.simulator.world.game import Game
from twitchkit.simulator.world.history import History
from twitchkit.simulator.world.now import TravelClock
from twitchkit.simulator.world.user import User
from twitchkit.simulator.world.video import Video

B = TypeVar("B", bound=Book)


@dataclass(slots=True, kw_only=True)
class World:
    """One Twitch.  Make it with `World.seeded`.

    Args:
        clock: the time everything here goes by.
        entropy: where tokens and the like come from.
        app: the confidential app; `public_app` has no secret.
        channels: the users with clips, most clipped first, without the deleted one.
        clips: by slug, newest last; those of `histories` are not among them.
        histories: channels with any number of clips, which are made when they are asked for.
        signing_key: signs playback tokens.
        quirks: what it does where Twitch is odd or silent, when it begins; then the ledger's are.
        seated: id of the person in front of browsers that nobody has logged in with; None is nobody.
    """

    seed: int
    clock: TravelClock
    entropy: Random
    app: App
    public_app: App
    users: dict[str, User]
    channels: tuple[User, ...]
    games: Mapping[str, Game]
    videos: dict[str, Video]
    clips: dict[str, Clip]
    signing_key: bytes
    histories: tuple[History, ...] = ()
    quirks: Quirks = field(default_factory=Quirks)
    seated: str | None = None
    ledger: Ledger = field(init=False)
    _books: dict[type, object] = field(init=False, default_factory=dict[type, object])
    _settling: list[Settling] = field(init=False, default_factory=list[Settling])
    _by_login: dict[str, User] = field(init=False)
    _by_name: dict[str, Game] = field(init=False)
    _by_media: dict[str, Clip] = field(init=False)
    _history_of: dict[str, History] = field(init=False)
    _removed_videos: set[str] = field(init=False, default_factory=set[str])
    _of_channel: dict[str, list[Clip]] = field(init=False)
    _of_game: dict[str, list[Clip]] = field(init=False)

    def __post_init__(self) -> None:
        self.ledger = Ledger(clock=self.clock, entropy=self.entropy, quirks=self.quirks)
        for user in self.users.values():
            if user.grants:
                self.ledger.consent(self.app.client_id, user.id, tuple(sorted(user.grants)))
        self._by_login = {user.login: user for user in self.users.values() if not user.deleted}
        self._by_name = {game.name.lower(): game for game in self.games.values()}
        self._history_of = {name: one for one in self.histories for name in (one.channel.id, one.game.id)}
        self._by_media = {}
        for clip in self.clips.values():
            self._by_media.update(dict.fromkeys(_media_names(clip), clip))
        ranked = sorted(self.clips.values(), key=_rank)
        self._of_channel = _grouped((clip.broadcaster.id, clip) for clip in ranked)
        self._of_game = _grouped((clip.game.id, clip) for clip in ranked if clip.game)

    @classmethod
    def seeded(
        cls,
        seed: int = 1,
        *,
        clips: int = 600,
        clip_bytes: tuple[int, int] | None = None,
        channel_clips: Sequence[int] = (),
        clock: Clock | None = None,
        quirks: Quirks | None = None,
    ) -> Self:
        """A world that is the same for the same arguments, but for some clips of the last days.

        Args:
            clips: how many, over all channels.
            clip_bytes: smallest and largest size of a clip's best file; realistic bit rates when None.
            channel_clips: for each number a further channel with that many clips of ten years, made only when
                they are asked for: millions take no memory.
            clock: the machine's when None.
        """
        from twitchkit.simulator.world.seeding import Seeding

        travel = clock if isinstance(clock, TravelClock) else TravelClock(clock)
        grown = Seeding(seed=seed, now=travel.now(), clip_bytes=clip_bytes).grow(clips, channel_clips)
        return cls(
            seed=seed,
            clock=travel,
            entropy=Random(f"{seed}/entropy"),  # noqa: S311 - a simulator repeats itself on purpose
            app=grown.app,
            public_app=grown.public_app,
            users={user.id: user for user in grown.users},
            channels=grown.channels,
            games={game.id: game for game in grown.games},
            videos={video.id: video for video in grown.videos},
            clips={clip.slug: clip for clip in grown.clips},
            signing_key=grown.signing_key,
            histories=grown.histories,
            quirks=quirks or Quirks(),
        )

    @property
    def tokens(self) -> TokenBook:
        """The access tokens."""
        return self.ledger.tokens

    def book(self, kind: type[B]) -> B:
        """This world's store of that kind, made when it is first asked for."""
        found = self._books.get(kind)
        if not isinstance(found, kind):
            chance = Random(f"{self.seed}/book/{kind.__name__}")  # noqa: S311 - repeatable on purpose
            found = self._books[kind] = kind.begun(self, chance)
            if isinstance(found, Settling):
                self._settling.append(found)
        return found

    @property
    def viewers(self) -> tuple[User, ...]:
        """The living users that are no channels of note, in the order they came."""
        return tuple(user for user in self.users.values() if not user.kind and not user.deleted)

    def settle(self) -> None:
        """Let happen what time has made due."""
        for book in self._settling:
            book.settle(self)

    def put_user(self, user: User) -> None:
        """Add `user`, or change the one of that id, who keeps the login."""
        self.users[user.id] = user
        self.channels = tuple(self.users[channel.id] for channel in self.channels)
        if not user.deleted:
            self._by_login[user.login] = user

    def add_video(self, video: Video) -> None:
        """Add a video."""
        self.videos[video.id] = video

    def remove_video(self, video_id: str) -> None:
        """Remove a video; its clips stay, and no longer know where they were cut from."""
        del self.videos[video_id]
        self._removed_videos.add(video_id)

    def origin(self, clip: Clip) -> tuple[Video | None, int | None]:
        """The video that `clip` was cut from and the second in it, as far as anybody is told by now."""
        video = clip.video
        if video is None or video.id in self._removed_videos:
            return None, None
        if self.ledger.quirks.late_videos and self.clock.now() < clip.video_known_at:
            return None, None
        return video, clip.vod_offset_s

    def added_to(self, listing: str, *, of_game: bool) -> Sequence[Clip]:
        """The clips of a channel or game that are not of its history, most viewed first."""
        return (self._of_game if of_game else self._of_channel).get(listing, [])

    def add_clip(self, clip: Clip) -> None:
        """Add a clip to all listings."""
        self.clips[clip.slug] = clip
        self._by_media.update(dict.fromkeys(_media_names(clip), clip))
        insort(self._of_channel.setdefault(clip.broadcaster.id, []), clip, key=_rank)
        if clip.game:
            insort(self._of_game.setdefault(clip.game.id, []), clip, key=_rank)

    def remove_clip(self, clip: Clip) -> None:
        """Take a clip out of all listings; its files go too."""
        del self.clips[clip.slug]
        for name in _media_names(clip):
            self._by_media.pop(name, None)
        self._of_channel[clip.broadcaster.id].remove(clip)
        if clip.game:
            self._of_game[clip.game.id].remove(clip)

    def remove_user(self, user: User) -> None:
        """Delete an account; its clips live on, and their broadcaster is known to be gone."""
        gone = replace(user, deleted=True)
        self.users[user.id] = gone
        self.channels = tuple(channel for channel in self.channels if channel.id != user.id)
        self._by_login.pop(user.login, None)
        for clip in list(self._of_channel.get(user.id, ())):
            self.remove_clip(clip)
            self.add_clip(replace(clip, broadcaster=gone))

    def new_secret(self) -> str:
        """Give the confidential app another secret; the old one is worthless at once."""
        text = code(self.entropy, len(self.app.client_id))
        self.app = replace(self.app, secret=Secret(text))
        if self.ledger.quirks.secret_kills_tokens:
            self.ledger.end_app(self.app.client_id)
        return text

    def app_called(self, client_id: str) -> App | None:
        """The app of that client id."""
        return next((app for app in (self.app, self.public_app) if app.client_id == client_id), None)

    def user_called(self, login: str) -> User | None:
        """The living user of that login, in whatever case."""
        return self._by_login.get(login.lower())

    def user_with(self, user_id: str) -> User | None:
        """The living user of that id."""
        user = self.users.get(user_id)
        return None if user is None or user.deleted else user

    def game_called(self, name: str) -> Game | None:
        """The game of that name, in whatever case."""
        return self._by_name.get(name.lower())

    def clip_called(self, slug: str) -> Clip | None:
        """The clip of that slug; case counts."""
        found = self.clips.get(slug)
        if found is None and self.histories and (found := self._numbered(slug)) and found.slug != slug:
            return None
        return found

    def clip_of_media(self, name: str) -> Clip | None:
        """The clip whose legacy key (decoded), media id or thumbnail id is `name`."""
        found = self._by_media.get(name)
        if found is None and self.histories and (found := self._numbered(name)):
            return found if name in _media_names(found) else None
        return found

    def history_of(self, name: str) -> History | None:
        """The history of the channel or the game of that id."""
        return self._history_of.get(name)

    def clips_of_channel(self, broadcaster_id: str) -> Sequence[Clip]:
        """Clips of that channel, most viewed first."""
        history = self.history_of(broadcaster_id)
        return history.between(None, None) if history else self._of_channel.get(broadcaster_id, [])

    def clips_of_game(self, game_id: str) -> Sequence[Clip]:
        """Clips of that game, most viewed first."""
        history = self.history_of(game_id)
        return history.between(None, None) if history else self._of_game.get(game_id, [])

    def _numbered(self, name: str) -> Clip | None:
        number = self.histories[0].clipper.number_of(name)
        found = (one.numbered(number) for one in self.histories) if number is not None else ()
        return next((clip for clip in found if clip), None)

    def depth(self, listing: str) -> int:
        """How many clips of a listing can be reached by paging: about 1,000 (observed 1,018 to 1,100)."""
        return 1_018 + sum(listing.encode("utf-8", "replace")) % 83


def _rank(clip: Clip) -> tuple[int, int]:
    return -clip.views, clip.number


def _media_names(clip: Clip) -> tuple[str, ...]:
    return unquote(clip.key), clip.media_id, clip.thumb_id


def _grouped(pairs: Iterable[tuple[str, Clip]]) -> dict[str, list[Clip]]:
    groups: dict[str, list[Clip]] = {}
    for name, clip in pairs:
        groups.setdefault(name, []).append(clip)
    return groups
