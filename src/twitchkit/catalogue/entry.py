"""What the catalogue knows of one clip."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Literal, TypeAlias

import msgspec

from twitchkit.helix import Clip

State: TypeAlias = Literal["known", "wanted", "fetching", "kept", "gone", "failed"]

STATES: tuple[State, ...] = ("known", "wanted", "fetching", "kept", "gone", "failed")
"""In the file, a state is its place here."""
BY_NUMBER: Mapping[int, State] = dict(enumerate(STATES))
KNOWN, WANTED, FETCHING, KEPT, GONE, FAILED = range(len(STATES))


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One clip in an archive.

    Args:
        clip: its facts, as Twitch told them last.
        game: the game's name, empty when there is none.
        state: known (listed, not asked for) · wanted · fetching · kept · gone · failed.
        first_seen_at, seen_at: when it was listed first, and when its facts changed last.
        path: its file, relative to the archive's folder, with `/`; None when it is not kept.
        size_bytes, sha256: of the file; the hash is None until it was made.
        rendition, source: which of the clip's files it is, and the way it came.
        kept_at, checked_at: when the file came, and when it was compared with the catalogue last.
        error, why: code and reason of the last failure.
        tries: how often it failed since it was wanted.
        retry_at: not tried again before.
        gone_at: when Twitch said for the second time that there is no such clip; a file we have stays.
    """

    clip: Clip
    game: str
    state: State
    first_seen_at: datetime
    seen_at: datetime
    path: str | None = None
    size_bytes: int | None = None
    sha256: str | None = None
    rendition: str | None = None
    source: str | None = None
    kept_at: datetime | None = None
    checked_at: datetime | None = None
    error: str | None = None
    why: str | None = None
    tries: int = 0
    retry_at: datetime | None = None
    gone_at: datetime | None = None

    @property
    def slug(self) -> str:
        """The clip's."""
        return self.clip.id

    def as_data(self) -> dict[str, Any]:
        """One flat object: `slug`, the clip's facts under Helix's names, then what the archive knows."""
        facts = msgspec.to_builtins(self.clip)
        own = msgspec.to_builtins(self)
        del own["clip"]
        return {"slug": self.clip.id, **facts, **own}


COLUMNS = (
    "clip.slug, clip.created_at, channel.twitch_id, channel.name, clip.creator_id, clip.creator_name, "
    "clip.video_id, clip.vod_offset, game.twitch_id, game.name, clip.language, clip.title, clip.view_count, "
    "clip.duration, clip.is_featured, clip.url, clip.embed_url, clip.thumbnail_url, clip.first_seen_at, "
    "clip.seen_at, clip.state, clip.path, clip.size_bytes, clip.sha256, clip.rendition, clip.source, "
    "clip.kept_at, clip.checked_at, clip.error, clip.why, clip.tries, clip.retry_at, "
    "CASE WHEN clip.gone_words > 1 THEN clip.gone_at END"
)
JOINED = "clip JOIN channel ON channel.id = clip.channel LEFT JOIN game ON game.id = clip.game"


PAGE = "https://clips.twitch.tv/"
EMBED = "https://clips.twitch.tv/embed?clip="
"""With the slug, a clip's page in the classic form and its player: these are not stored."""
SLUG = "{slug}"
"""Stands for the slug in addresses that are stored."""


def read_clip(row: Sequence[Any]) -> Clip:
    """The clip in the first `COLUMNS`."""
    slug = row[0]
    return Clip(
        id=slug,
        created_at=datetime.fromtimestamp(row[1], UTC),
        broadcaster_id=row[2],
        broadcaster_name=row[3],
        creator_id=row[4],
        creator_name=row[5],
        video_id=row[6],
        vod_offset=row[7],
        game_id=row[8],
        language=row[10],
        title=row[11],
        view_count=row[12],
        duration=row[13],
        is_featured=None if row[14] is None else bool(row[14]),
        url=PAGE + slug if row[15] is None else row[15].replace(SLUG, slug),
        embed_url=EMBED + slug if row[16] is None else row[16].replace(SLUG, slug),
        thumbnail_url=row[17].replace(SLUG, slug),
    )


def read_entry(row: Sequence[Any]) -> Entry:
    """The entry in `COLUMNS`."""
    return Entry(
        clip=read_clip(row),
        game=row[9] or "",
        first_seen_at=datetime.fromtimestamp(row[18], UTC),
        seen_at=datetime.fromtimestamp(row[19], UTC),
        state=BY_NUMBER[row[20]],
        path=row[21],
        size_bytes=row[22],
        sha256=row[23].hex() if row[23] else None,
        rendition=row[24],
        source=row[25],
        kept_at=_moment(row[26]),
        checked_at=_moment(row[27]),
        error=row[28],
        why=row[29],
        tries=row[30],
        retry_at=_moment(row[31]),
        gone_at=_moment(row[32]),
    )


def _moment(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
