"""Old scopes → today's.  Twitch published no table; this one follows from what each old endpoint did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

import msgspec

from twitchkit.oauth.scope_set import join_scopes
from twitchkit.oauth.scopes.scope import find_scope
from twitchkit.oauth.scopes.table import SUPERSEDED

_FEED = "The product is gone, and so is the right."

OLD: Mapping[str, tuple[tuple[str, ...], str]] = {
    "user_read": (("user:read:email",), ""),
    "user_blocks_edit": (("user:manage:blocked_users",), ""),
    "user_blocks_read": (("user:read:blocked_users",), ""),
    "user_follows_edit": (
        (),
        "Following and unfollowing through the API ended in 2021; reading follows is user:read:follows.",
    ),
    "user_subscriptions": (("user:read:subscriptions",), ""),
    "channel_read": (
        ("channel:read:stream_key", "user:read:email", "channel:read:editors"),
        "It opened the stream key, the address and the editors: ask only for what is used.",
    ),
    "channel_editor": (
        ("channel:manage:broadcast", "channel:manage:videos"),
        "Deleting videos is channel:manage:videos; uploads and collections have no successor.",
    ),
    "channel_commercial": (("channel:edit:commercial",), ""),
    "channel_stream": (
        (),
        "No call resets a stream key any more; reading it is channel:read:stream_key.",
    ),
    "channel_subscriptions": (("channel:read:subscriptions",), ""),
    "channel_check_subscription": (
        ("channel:read:subscriptions",),
        "Today it is GET /subscriptions with user_id.",
    ),
    "chat_login": (
        ("chat:read", "chat:edit"),
        "Those are for IRC; chat through the API and EventSub is user:read:chat and user:write:chat.",
    ),
    "channel_feed_read": ((), _FEED),
    "channel_feed_edit": ((), _FEED),
    "collections_edit": ((), "No endpoint of today edits collections."),
    "communities_edit": ((), _FEED),
    "communities_moderate": ((), _FEED),
    "viewing_activity_read": ((), _FEED),
    "openid": (("openid",), ""),
}
"""Kraken scope → the least set that covers what it allowed, and what has to be known of it."""


class OldScope(msgspec.Struct, frozen=True, kw_only=True):
    """One scope and what it is today.

    Args:
        name: as given.
        successors: what to ask for; empty when nothing replaces it or it is not known.
        remark: what has to be known of it; may be empty.
        kind: `kraken`, `superseded`, `current` (needs no change) or `unknown`.
    """

    name: str
    successors: tuple[str, ...]
    remark: str
    kind: str


class Migration(msgspec.Struct, frozen=True, kw_only=True):
    """Old scopes and what to ask for instead.

    Args:
        rows: one for each scope given, in order.
    """

    rows: tuple[OldScope, ...]

    @property
    def scopes(self) -> tuple[str, ...]:
        """Today's scopes for all of them, each once, in order."""
        return tuple(dict.fromkeys(name for row in self.rows for name in row.successors))

    @property
    def without_successor(self) -> tuple[str, ...]:
        """Those that nothing replaces."""
        return tuple(row.name for row in self.rows if not row.successors)


def migrate(scopes: str | Iterable[str]) -> Migration:
    """Today's scopes for old ones, of Kraken, early Helix, IRC and PubSub; today's own stay as they are.

    An old token cannot be taken along: the user has to log in again with the new scopes.
    """
    return Migration(rows=tuple(_row(name) for name in join_scopes(scopes).split()))


def _row(name: str) -> OldScope:
    if name in OLD:
        successors, remark = OLD[name]
        return OldScope(
            name=name, successors=successors, remark=remark, kind="current" if name == "openid" else "kraken"
        )
    scope = find_scope(name)
    if name in SUPERSEDED and scope.status == "current":
        newer = " and ".join(SUPERSEDED[name])
        return OldScope(
            name=name,
            successors=(name,),
            remark=f"It still exists, for a part of what it was; the rest is {newer}.",
            kind="superseded",
        )
    if name in SUPERSEDED:
        return OldScope(
            name=name,
            successors=SUPERSEDED[name],
            remark="" if SUPERSEDED[name] else "What it allowed was removed from the API.",
            kind="superseded",
        )
    if scope.is_known:
        return OldScope(name=name, successors=(name,), remark="", kind="current")
    near = get_close_matches(name.lower(), OLD, n=1, cutoff=0.7)
    hint = f" Did you mean {near[0]}?" if near else ""
    return OldScope(name=name, successors=(), remark=f"No such scope is known.{hint}", kind="unknown")
