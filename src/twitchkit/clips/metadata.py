"""Clips' metadata from Helix."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from twitchkit.clips.sources.source import Ask
from twitchkit.errors import ClipGone, RequestRefused, TwitchkitError
from twitchkit.helix.endpoints.clips import Clip, GetClips
from twitchkit.wire.flow import Flow

MOST = 100
"""Ids in one call.  Source: dev.twitch.tv/docs/api/reference#get-clips"""

ClipOrError: TypeAlias = Clip | TwitchkitError


def find_clips(slugs: Sequence[str], ask: Ask) -> Flow[dict[str, ClipOrError]]:
    """The metadata of each slug; `ClipGone` for one that Helix left out, another error for no answer.

    Twitch's and the network's errors are values here, so that one page's trouble does not lose the others.
    """
    found: dict[str, ClipOrError] = {}
    for start in range(0, len(slugs), MOST):
        found.update((yield from _part(slugs[start : start + MOST], ask)))
    return found


def _part(slugs: Sequence[str], ask: Ask) -> Flow[dict[str, ClipOrError]]:
    try:
        page = yield from ask(GetClips(id=tuple(slugs)))
    except RequestRefused as error:
        if len(slugs) == 1:
            return {slugs[0]: error}
        # One id that Twitch calls malformed refuses them all.
        half = len(slugs) // 2
        first = yield from _part(slugs[:half], ask)
        return {**first, **(yield from _part(slugs[half:], ask))}
    except TwitchkitError as error:
        return dict.fromkeys(slugs, error)
    rows = {clip.id: clip for clip in page}
    return {slug: rows.get(slug) or ClipGone(slug=slug) for slug in slugs}
