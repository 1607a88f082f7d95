"""From slugs to links, through every source that may help."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

import msgspec

from twitchkit.clips.choice import BEST, Choice
from twitchkit.clips.link import Link
from twitchkit.clips.metadata import find_clips
from twitchkit.clips.sources.downloads import DownloadsSource
from twitchkit.clips.sources.gql import GqlSource
from twitchkit.clips.sources.proof import prove
from twitchkit.clips.sources.source import Ask, Finding, NotOffered, Source
from twitchkit.clips.sources.thumbnail import ThumbnailSource, guess
from twitchkit.errors import (
    ClipGone,
    ClipUnavailable,
    InvalidSetting,
    NoSuchRendition,
    TwitchkitError,
)
from twitchkit.helix.endpoints.clips import Clip
from twitchkit.log import Logger
from twitchkit.wire.flow import Flow

logger = Logger("twitchkit.clips")

SOURCES = ("downloads", "gql", "thumbnail")
"""Names of the sources, in the order they are asked."""


class Resolved(msgspec.Struct, frozen=True, kw_only=True):
    """A clip and the ways to its bytes.

    Args:
        slug: the clip.
        clip: its metadata, None when no source gave any.
        links: at least one; the wanted one first, then the order to fall back in.
        notes: what went otherwise than asked, for people.
    """

    slug: str
    clip: Clip | None
    links: tuple[Link, ...]
    notes: tuple[str, ...] = ()


Resolution: TypeAlias = Resolved | TwitchkitError
"""What became of one slug."""


def choose_sources(
    *, gql_url: str, ask: Ask | None = None, editor_id: str | None = None, source: str | None = None
) -> tuple[Source, ...]:
    """The sources to ask, in order.

    Args:
        gql_url: base URL of Twitch's GraphQL.
        ask: sends requests to Helix; None without an account or app.
        editor_id: whose right to download is used; None leaves `downloads` out.
        source: only this one.

    Raises:
        InvalidSetting: no such source, or one that lacks what it needs.
    """
    if source is not None and source not in SOURCES:
        raise InvalidSetting(setting="source", value=source, rule=f"It is one of {', '.join(SOURCES)}.")
    if source == "downloads" and (ask is None or editor_id is None):
        raise InvalidSetting(
            setting="source",
            value=source,
            rule="It needs an account that owns or edits the clip's channel; log in with one first.",
        )
    every: list[Source] = [GqlSource(gql_url), ThumbnailSource()]
    if ask is not None and editor_id is not None:
        every.insert(0, DownloadsSource(ask, editor_id))
    return tuple(one for one in every if source in (None, one.name))


class _Progress(msgspec.Struct):
    """What is known of one slug so far."""

    slug: str
    clip: Clip | None = None
    links: list[Link] = msgspec.field(default_factory=list[Link])
    notes: list[str] = msgspec.field(default_factory=list[str])
    errors: dict[str, TwitchkitError] = msgspec.field(default_factory=dict[str, TwitchkitError])
    gone: ClipGone | None = None

    def take(self, source: str, outcome: Finding | NotOffered | TwitchkitError) -> None:
        if isinstance(outcome, Finding):
            self.links.extend(outcome.links)
            self.clip = self.clip or outcome.clip
        elif isinstance(outcome, NotOffered):
            self.notes.append(f"{source}: {outcome.reason}")
        elif isinstance(outcome, ClipGone):
            self.gone = outcome
        else:
            self.errors[source] = outcome


def resolve(
    slugs: Iterable[str],
    *,
    sources: Sequence[Source],
    choice: Choice = BEST,
    ask: Ask | None = None,
    known: Mapping[str, Clip] | None = None,
) -> Flow[dict[str, Resolution]]:
    """Exactly one resolution for each slug, in their order, repeated ones once.

    Raises nothing for one clip's, Twitch's or the network's sake: those errors are values here.

    Args:
        slugs: clips, as their addresses spell them.
        sources: from `choose_sources`.
        choice: which file is wanted.
        ask: sends requests to Helix, for the metadata that some sources need.
        known: metadata that the caller has already.
    """
    clips = known or {}
    progress = {slug: _Progress(slug, clips.get(slug)) for slug in slugs}
    definite = all(source.needs_metadata for source in sources)
    looked_up: set[str] = set()
    for source in sources:
        if source.needs_metadata and ask is not None:
            missing = [one for one in _waiting(progress, source, choice) if one.clip is None]
            yield from _add_metadata([one for one in missing if one.slug not in looked_up], ask, definite)
            looked_up.update(one.slug for one in missing)
        waiting = _waiting(progress, source, choice)
        if waiting:
            metadata = {one.slug: one.clip for one in waiting if one.clip}
            outcomes = yield from source.find([one.slug for one in waiting], metadata)
            for slug, outcome in outcomes.items():
                progress[slug].take(source.name, outcome)
    if not choice.portrait and any(isinstance(source, ThumbnailSource) for source in sources):
        for one in progress.values():
            _add_last_resort(one)
    return {slug: _settle(one, choice) for slug, one in progress.items()}


def _waiting(progress: Mapping[str, _Progress], source: Source, choice: Choice) -> list[_Progress]:
    return [
        one
        for one in progress.values()
        if one.gone is None and not (source.only_if_needed and _served(one.links, choice))
    ]


def _add_metadata(missing: Sequence[_Progress], ask: Ask, definite: bool) -> Flow[None]:
    """Asks Helix.  That it leaves a clip out is Twitch's definite word only where nobody else is asked."""
    if not missing:
        return
    found = yield from find_clips([one.slug for one in missing], ask)
    for one in missing:
        outcome = found[one.slug]
        if isinstance(outcome, Clip):
            one.clip = outcome
        elif isinstance(outcome, ClipGone):
            one.gone = outcome if definite else None
        elif definite:
            one.errors["helix"] = outcome
        else:
            one.notes.append(f"helix: {outcome.what}".rstrip("."))


def _add_last_resort(one: _Progress) -> None:
    """For the case that none of its links works; whoever follows them proves each."""
    link = guess(one.clip) if one.clip and one.links else None
    if link and all(link.url != other.url for other in one.links):
        one.links.append(link)


def _served(links: Sequence[Link], choice: Choice) -> bool:
    # The last resort knows landscape files only.
    return bool(_fitting(links, choice)) or (choice.portrait and bool(links))


def _fitting(links: Iterable[Link], choice: Choice) -> list[Link]:
    return [link for link in links if link.portrait == choice.portrait]


def _settle(one: _Progress, choice: Choice) -> Resolution:
    if one.gone and not one.links:
        return one.gone
    try:
        links, notes = _ranked(one.links, choice)
    except NoSuchRendition as error:
        # What another source ran into may be why it is missing.
        return next(
            iter(one.errors.values()),
            NoSuchRendition(asked=error.asked, offered=error.offered, slug=one.slug),
        )
    if links:
        troubles = [f"{source}: {error.what}" for source, error in one.errors.items()]
        return Resolved(
            slug=one.slug, clip=one.clip, links=tuple(links), notes=(*one.notes, *troubles, *notes)
        )
    errors = list(one.errors.values())
    if len(errors) == 1:
        return errors[0]
    told = [f"{source}: {error.why or error.what}".rstrip(".") for source, error in one.errors.items()]
    return ClipUnavailable(slug=one.slug, attempts=[*told, *one.notes])


def _ranked(links: Sequence[Link], choice: Choice) -> tuple[list[Link], list[str]]:
    """Links of the right shape in the order to try them, and what to say about that order."""
    by_url = {link.rendition.url: link for link in links if link.rendition}
    renditions = [link.rendition for link in by_url.values() if link.rendition]
    untold = [link for link in _fitting(links, choice) if link.rendition is None]
    told: list[Link] = []
    if renditions:
        try:
            told = [by_url[rendition.url] for rendition in choice.rank(renditions)]
        except NoSuchRendition:
            untold = [link for link in untold if link.source == "downloads"]
            if not untold:
                raise
    elif links and not untold:
        shape = "portrait" if choice.portrait else "landscape"
        raise NoSuchRendition(asked=shape, offered=[link.label for link in links])
    official = [link for link in untold if link.source == "downloads"]
    others = [link for link in untold if link.source != "downloads"]
    if choice.is_open:
        return [*official, *told, *others], []
    ranked = [*told, *official, *others]
    if ranked and not told:
        return ranked, [f"{ranked[0].source} gives no choice of quality"]
    return ranked, []


def first_working(resolved: Resolved) -> Flow[Resolved]:
    """`resolved` with the links in front left out that give no MP4, and a note for each.

    Raises:
        ClipUnavailable: none of them gives one.
    """
    attempts: list[str] = []
    for index, link in enumerate(resolved.links):
        proof = yield from prove(link)
        if proof.is_mp4:
            notes = [f"{attempt}; {link.label} is taken" for attempt in attempts[-1:]]
            return Resolved(
                slug=resolved.slug,
                clip=resolved.clip,
                links=resolved.links[index:],
                notes=(*resolved.notes, *attempts[:-1], *notes),
            )
        logger.info("%s of %s: %s", link.label, resolved.slug, proof.problem)
        attempts.append(f"{link.label}: {proof.problem}")
    raise ClipUnavailable(slug=resolved.slug, attempts=attempts)
