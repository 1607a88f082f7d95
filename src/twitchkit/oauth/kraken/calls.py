"""Old calls → today's."""

from __future__ import annotations

import re

import msgspec

from twitchkit.errors import KrakenGone


class ModernCall(msgspec.Struct, frozen=True, kw_only=True):
    """An old call and what replaces it.

    Args:
        call: method and path as in Kraken v3; `:x` stands for a name there and for an id in v5.
        scopes: old scopes it needed, any one.
        helix: today's calls; empty when nothing replaces it.
        remark: what has to be known; may be empty.
    """

    call: str
    scopes: tuple[str, ...] = ()
    helix: tuple[str, ...] = ()
    remark: str = ""

    def error(self, remark: str = "") -> KrakenGone:
        """What to raise instead of sending it; `remark` is added to our own."""
        told = " ".join(part for part in (self.remark, remark) if part)
        return KrakenGone(call=self.call, modern=" and ".join(self.helix), remark=told)


_IDS = "It takes numeric ids where v3 took names; GET /users gives them."

CALLS = (
    ModernCall(call="GET /kraken/oauth2/authorize", helix=("GET https://id.twitch.tv/oauth2/authorize",)),
    ModernCall(call="POST /kraken/oauth2/token", helix=("POST https://id.twitch.tv/oauth2/token",)),
    ModernCall(call="POST /kraken/oauth2/revoke", helix=("POST https://id.twitch.tv/oauth2/revoke",)),
    ModernCall(call="GET /kraken", helix=("GET https://id.twitch.tv/oauth2/validate",)),
    ModernCall(call="GET /kraken/user", scopes=("user_read",), helix=("GET /users",)),
    ModernCall(
        call="GET /kraken/channel", scopes=("channel_read",), helix=("GET /channels", "GET /streams/key")
    ),
    ModernCall(
        call="GET /kraken/channels/:c/editors",
        scopes=("channel_read",),
        helix=("GET /channels/editors",),
        remark=_IDS,
    ),
    ModernCall(
        call="PUT /kraken/channels/:c", scopes=("channel_editor",), helix=("PATCH /channels",), remark=_IDS
    ),
    ModernCall(
        call="DELETE /kraken/channels/:c/stream_key",
        scopes=("channel_stream",),
        remark="The key is reset on the creator dashboard.",
    ),
    ModernCall(
        call="POST /kraken/channels/:c/commercial",
        scopes=("channel_commercial",),
        helix=("POST /channels/commercial",),
        remark=_IDS,
    ),
    ModernCall(
        call="GET /kraken/channels/:c/subscriptions",
        scopes=("channel_subscriptions",),
        helix=("GET /subscriptions",),
        remark=_IDS,
    ),
    ModernCall(
        call="GET /kraken/channels/:c/subscriptions/:u",
        scopes=("channel_subscriptions", "channel_check_subscription"),
        helix=("GET /subscriptions",),
        remark=_IDS,
    ),
    ModernCall(
        call="GET /kraken/users/:u/subscriptions/:c",
        scopes=("user_subscriptions",),
        helix=("GET /subscriptions/user",),
        remark=_IDS,
    ),
    ModernCall(
        call="GET /kraken/users/:u/blocks",
        scopes=("user_blocks_read",),
        helix=("GET /users/blocks",),
        remark=_IDS,
    ),
    ModernCall(
        call="PUT /kraken/users/:u/blocks/:t",
        scopes=("user_blocks_edit",),
        helix=("PUT /users/blocks",),
        remark=_IDS,
    ),
    ModernCall(
        call="DELETE /kraken/users/:u/blocks/:t",
        scopes=("user_blocks_edit",),
        helix=("DELETE /users/blocks",),
        remark=_IDS,
    ),
    ModernCall(
        call="PUT /kraken/users/:u/follows/channels/:t",
        scopes=("user_follows_edit",),
        remark="Following through the API ended in 2021.",
    ),
    ModernCall(
        call="DELETE /kraken/users/:u/follows/channels/:t",
        scopes=("user_follows_edit",),
        remark="Unfollowing through the API ended in 2021.",
    ),
    ModernCall(
        call="* /kraken/feed/…",
        scopes=("channel_feed_read", "channel_feed_edit"),
        remark="The channel feed is gone.",
    ),
)
"""Every call that needed a user's token, and those of OAuth itself."""


def modern_call(method: str, url: str) -> ModernCall:
    """What replaces a call, found by its method and its URL or path; one without replacement if not known."""
    path = re.sub(r"^https?://[^/]*", "", url).partition("?")[0].partition("#")[0].rstrip("/")
    if not path.startswith("/kraken"):
        path = "/kraken/" + path.lstrip("/")
    asked = method.upper()
    for known in CALLS:
        verb, _, pattern = known.call.partition(" ")
        if verb not in ("*", asked):
            continue
        if pattern.endswith("/…"):
            if path.startswith(pattern[:-1]) or path == pattern[:-2]:
                return known
        elif re.fullmatch(re.sub(r":\w+", r"[^/]+", pattern), path):
            return known
    return ModernCall(
        call=f"{asked} {path}", remark="Look for its successor at https://dev.twitch.tv/docs/api/reference."
    )
