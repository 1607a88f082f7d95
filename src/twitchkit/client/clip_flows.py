"""What both faces do with clips, as flows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from twitchkit.client.calls import own_editor_id
from twitchkit.client.located import Located
from twitchkit.client.session import Session
from twitchkit.clips.address import ClipAddress, parse_address
from twitchkit.clips.choice import BEST, Choice
from twitchkit.clips.metadata import find_clips
from twitchkit.clips.rendition import Rendition
from twitchkit.clips.resolve import Resolution, Resolved, choose_sources, first_working, resolve
from twitchkit.clips.sources.gql import GqlSource
from twitchkit.clips.sources.source import Finding
from twitchkit.errors import TwitchkitError, UnexpectedAnswer
from twitchkit.helix import Clip
from twitchkit.wire import Flow

AnyClip: TypeAlias = str | ClipAddress | Clip
"""A clip by any name: an address in any spelling, parsed or not, or its metadata."""


def read_clip(clip: AnyClip) -> ClipAddress | Clip:
    """`clip`, a text parsed.

    Raises:
        InvalidClipAddress: a text that is no clip's address.
    """
    return parse_address(clip) if isinstance(clip, str) else clip


def slug_of(clip: AnyClip) -> str:
    """The slug.

    Raises:
        InvalidClipAddress: a text that is no clip's address.
    """
    known = read_clip(clip)
    return known.id if isinstance(known, Clip) else known.slug


SomeClips: TypeAlias = AnyClip | Iterable[AnyClip]
"""One clip, or several."""


def unique_clips(clips: SomeClips) -> dict[str, AnyClip]:
    """Each once, texts parsed, by slug.

    All are read before anything is sent: a typo in the last line should not cost the first thousand.

    Raises:
        InvalidClipAddress: one of the texts is no clip's address.
    """
    # A text is a sequence of texts too: its letters.
    several = (clips,) if isinstance(clips, str | ClipAddress | Clip) else clips
    return {slug_of(clip): clip for clip in map(read_clip, several)}


class ClipFlows:
    """Finding and locating clips for one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @property
    def gql_url(self) -> str:
        """Where the web player asks."""
        return self._session.settings.gql_url

    def find(self, clip: AnyClip) -> Flow[Clip]:
        """The metadata: from Helix when the app has credentials, else from the web player's GraphQL."""
        slug = slug_of(clip)
        if self._session.has_credentials:
            found = (yield from find_clips([slug], self._session.send))[slug]
            if isinstance(found, Clip):
                return found
            raise found
        resolution = (yield from self.resolve([slug], source="gql"))[slug]
        if isinstance(resolution, Resolved) and resolution.clip:
            return resolution.clip
        if isinstance(resolution, TwitchkitError):
            raise resolution
        raise UnexpectedAnswer(where="gql", problem="a clip with files, but without its facts")

    def metadata(self, slugs: Sequence[str]) -> Flow[dict[str, Clip | TwitchkitError]]:
        """What Helix knows of each; nothing when the app has no credentials."""
        if not self._session.has_credentials:
            return {}
        return (yield from find_clips(slugs, self._session.send))

    def renditions(self, clip: AnyClip) -> Flow[tuple[Rendition, ...]]:
        """Every file that the web player offers of the clip, both shapes; empty when it offers none."""
        slug = slug_of(clip)
        outcome = (yield from GqlSource(self.gql_url).find([slug], {}))[slug]
        if isinstance(outcome, TwitchkitError):
            raise outcome
        links = outcome.links if isinstance(outcome, Finding) else ()
        return tuple(link.rendition for link in links if link.rendition)

    def resolve(
        self,
        slugs: Sequence[str],
        *,
        choice: Choice = BEST,
        source: str | None = None,
        editor_id: str | None = None,
        known: dict[str, Clip] | None = None,
    ) -> Flow[dict[str, Resolution]]:
        """The links of each, or what is wrong with it."""
        ask = self._session.send if self._session.has_credentials else None
        if editor_id is None and source in (None, "downloads"):
            editor_id = yield from own_editor_id(self._session)
        sources = choose_sources(gql_url=self.gql_url, ask=ask, editor_id=editor_id, source=source)
        return (yield from resolve(slugs, sources=sources, choice=choice, ask=ask, known=known))

    def locate(
        self,
        clip: AnyClip,
        *,
        choice: Choice = BEST,
        source: str | None = None,
        editor_id: str | None = None,
    ) -> Flow[Located]:
        """The first link that gives an MP4, in the order that `choice` asks for."""
        slug = slug_of(clip)
        known = {slug: clip} if isinstance(clip, Clip) else None
        resolution = (
            yield from self.resolve([slug], choice=choice, source=source, editor_id=editor_id, known=known)
        )[slug]
        if isinstance(resolution, TwitchkitError):
            raise resolution
        working = yield from first_working(resolution)
        link = working.links[0]
        return Located(
            slug=slug,
            url=link.url,
            source=link.source,
            rendition=link.rendition,
            expires_at=link.expires_at,
            notes=working.notes,
        )
