"""Listings of clips, in pages."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final, cast

from graphql import GraphQLError

from twitchkit.simulator.gql.clip_node import clip_node
from twitchkit.simulator.gql.nodes import Node, Scene
from twitchkit.simulator.world import Clip
from twitchkit.simulator.world.history import Ranked

PAGE_DEFAULT: Final = 20
PAGE_MOST: Final = 100
MOST_DIGITS: Final = 9
AGES: Final = {
    "LAST_DAY": timedelta(days=1),
    "LAST_WEEK": timedelta(days=7),
    "LAST_MONTH": timedelta(days=30),
    "ALL_TIME": None,
}
SORTS: Final = frozenset({"VIEWS_DESC", "TRENDING"})


def listing(
    scene: Scene,
    clips: Sequence[Clip],
    name: str,
    *,
    first: int | None = None,
    after: str | None = None,
    criteria: Mapping[str, object] | None = None,
) -> Node:
    """A `ClipConnection` over `clips`, which are most viewed first.

    Raises:
        GraphQLError: the integrity check, a sort that does not work, a game, a bad cursor or page size.
    """
    if scene.world.ledger.quirks.integrity_check:
        raise GraphQLError("failed integrity check", extensions={"challenge": {"type": "integrity"}})
    wanted = criteria or {}
    if (sort := wanted.get("sort")) is not None and sort not in SORTS:
        raise GraphQLError("service error")  # Twitch: only two sorts work on public listings
    if wanted.get("gameID"):
        raise GraphQLError("service error")  # Twitch: a filter by game is an error (notes of twitch-dl)
    size = PAGE_DEFAULT if first is None else first
    if not 1 <= size <= PAGE_MOST:
        raise GraphQLError("The first argument must be between 1 and 100")
    listed = _kept(scene, clips, wanted)[: scene.world.depth(name)]
    offset = _offset(after)
    page, ends = listed[offset : offset + size], offset + size >= len(listed)
    last = len(page) - 1
    return {
        "edges": [
            # Twitch: the cursor is set on the last edge alone.
            {
                "cursor": _cursor(offset + size) if at == last and not ends else None,
                "node": clip_node(scene, clip),
            }
            for at, clip in enumerate(page)
        ],
        "pageInfo": {"hasNextPage": not ends, "hasPreviousPage": offset > 0},
    }


def _kept(scene: Scene, clips: Sequence[Clip], wanted: Mapping[str, object]) -> Sequence[Clip]:
    age = AGES.get(str(wanted.get("filter") or wanted.get("period") or "ALL_TIME"))
    if age is not None:
        since = scene.world.clock.now() - age
        if isinstance(clips, Ranked):
            clips = clips.history.between(since, None)
        else:
            clips = [clip for clip in clips if clip.created_at >= since]
    if curator_id := wanted.get("curatorID"):
        clips = [clip for clip in clips if clip.curator and clip.curator.id == curator_id]
    if languages := cast("list[str] | None", wanted.get("languages")):
        spoken = {language.upper() for language in languages}
        clips = [clip for clip in clips if clip.language.upper() in spoken]
    return clips


def _cursor(offset: int) -> str:
    return base64.b64encode(str(offset).encode()).decode()


def _offset(cursor: str | None) -> int:
    if not cursor:
        return 0
    try:
        text = base64.b64decode(cursor, validate=True).decode("ascii")
    except (binascii.Error, UnicodeError, ValueError):
        raise GraphQLError("invalid cursor") from None
    if not text.isdigit() or len(text) > MOST_DIGITS:
        raise GraphQLError("invalid cursor")
    return int(text)
