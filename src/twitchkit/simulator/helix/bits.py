"""Get Bits Leaderboard, Get Cheermotes, Get Custom Power-ups."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated, Final, Literal
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Meta

from twitchkit.simulator.cdn.addresses import PICTURES
from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.reading import rfc3339
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.helix.route import USER, Route, Routes
from twitchkit.simulator.helix.standing import known
from twitchkit.simulator.links import Links
from twitchkit.simulator.world import User
from twitchkit.simulator.world.support import PowerUp, Support

SCOPE = "bits:read"
PACIFIC: Final = ZoneInfo("America/Los_Angeles")
TIERS: Final = {1: "#979797", 100: "#9c3ee8", 1000: "#1db2a5", 5000: "#0099fe", 10_000: "#f43021"}
SIZES = ("1", "1.5", "2", "3", "4")
PREFIXES = ("Cheer", "Kappa", "Uni")


class _Board(msgspec.Struct):
    count: Annotated[int, Meta(ge=1, le=100)] = 10
    period: Literal["day", "week", "month", "year", "all"] = "all"
    started_at: datetime | None = None
    user_id: str | None = None


class _Cheermotes(msgspec.Struct):
    broadcaster_id: str | None = None


class _PowerUps(msgspec.Struct):
    broadcaster_id: str
    id: Annotated[tuple[str, ...], Meta(max_length=50)] = ()


def get_bits_leaderboard(call: Call) -> Mapping[str, object]:
    """GET /helix/bits/leaderboard: of the token's owner; every period has the same cheers here."""
    asked = call.query(_Board)
    cheers = call.book(Support).cheers.get(call.person.id, ())
    ranked = list(enumerate(cheers, 1))
    if asked.user_id:
        place = next((rank for rank, (user_id, _) in ranked if user_id == asked.user_id), None)
        ranked = ranked[max(0, place - 1 - asked.count // 2) :] if place else []
    people = [(rank, call.world.users[user_id], bits) for rank, (user_id, bits) in ranked[: asked.count]]
    rows = [
        {
            "user_id": user.id,
            "user_login": user.login,
            "user_name": user.display_name,
            "rank": rank,
            "score": bits,
        }
        for rank, user, bits in people
    ]
    return {"data": rows, "date_range": _range(asked, call.now), "total": len(rows)}


def _range(asked: _Board, now: datetime) -> Mapping[str, str]:
    """The period around `started_at`, which begins at midnight Pacific time; empty for all time."""
    if asked.period == "all":
        return {"started_at": "", "ended_at": ""}
    at = (asked.started_at or now).astimezone(PACIFIC).replace(hour=0, minute=0, second=0, microsecond=0)
    match asked.period:
        case "day":
            began, ended = at, at + timedelta(days=1)
        case "week":
            began = at - timedelta(days=at.weekday())
            ended = began + timedelta(days=7)
        case "month":
            began = at.replace(day=1)
            ended = (began + timedelta(days=31)).replace(day=1)
        case "year":
            began = at.replace(month=1, day=1)
            ended = began.replace(year=began.year + 1)
    return {"started_at": rfc3339(began), "ended_at": rfc3339(ended)}


def get_cheermotes(call: Call) -> Mapping[str, object]:
    """GET /helix/bits/cheermotes: everybody's, and one of the channel's own."""
    asked = call.query(_Cheermotes)
    rows = [
        _cheermote(call.links, prefix, "global_first_party", order)
        for order, prefix in enumerate(PREFIXES, 1)
    ]
    channel = call.world.user_with(asked.broadcaster_id) if asked.broadcaster_id else None
    if channel is not None and channel.kind:
        rows.append(_cheermote(call.links, channel.login.split("_")[0], "channel_custom", 1))
    return {"data": rows}


def _cheermote(links: Links, prefix: str, kind: str, order: int) -> Mapping[str, object]:
    def images(bits: int, theme: str) -> Mapping[str, Mapping[str, str]]:
        return {
            look: {
                size: links.to(
                    PICTURES, f"/cheermotes/{prefix.lower()}/{theme}/{look}/{bits}/{size}.{suffix}"
                )
                for size in SIZES
            }
            for look, suffix in (("animated", "gif"), ("static", "png"))
        }

    return {
        "prefix": prefix,
        "tiers": [
            {
                "min_bits": bits,
                "id": str(bits),
                "color": color,
                "images": {theme: images(bits, theme) for theme in ("dark", "light")},
                "can_cheer": True,
                "show_in_bits_card": True,
            }
            for bits, color in TIERS.items()
        ],
        "type": kind,
        "order": order,
        "last_updated": "2024-05-22T00:06:04Z",
        "is_charitable": False,
    }


def get_custom_power_ups(call: Call) -> Mapping[str, object]:
    """GET /helix/bits/custom_power_ups."""
    asked = call.query(_PowerUps)
    channel = known(call, asked.broadcaster_id)
    if not channel.kind:
        raise Refused(403, "The broadcaster must be a Partner or Affiliate.")
    found = call.book(Support).power_ups.get(channel.id, ())
    chosen = [one for one in found if not asked.id or one.id in asked.id]
    if asked.id and not chosen:
        raise Refused(404, "The custom Power-ups specified in the id parameter were not found.")
    return {"data": [_power_up(channel, one) for one in chosen]}


def _power_up(channel: User, one: PowerUp) -> Mapping[str, object]:
    base = "https://static-cdn.jtvnw.net/custom-reward-images/default-"
    return {
        "broadcaster_id": channel.id,
        "broadcaster_login": channel.login,
        "broadcaster_name": channel.display_name,
        "id": one.id,
        "title": one.title,
        "prompt": "",
        "bits": one.bits,
        "image": None,
        "default_image": {f"url_{size}x": f"{base}{size}.png" for size in (1, 2, 4)},
        "background_color": "#9147FF",
        "is_enabled": True,
        "is_user_input_required": False,
        "max_per_stream_setting": {"is_enabled": False, "max_per_stream": 0},
        "max_per_user_per_stream_setting": {"is_enabled": False, "max_per_user_per_stream": 0},
        "global_cooldown_setting": {"is_enabled": False, "global_cooldown_seconds": 0},
        "is_paused": False,
        "is_in_stock": True,
        "redemptions_redeemed_current_stream": None,
        "cooldown_expires_at": None,
    }


ROUTES: Routes = {
    ("GET", "/helix/bits/leaderboard"): Route(
        answer=get_bits_leaderboard, tokens=USER, scopes=(SCOPE,), stateful=False
    ),
    ("GET", "/helix/bits/cheermotes"): Route(answer=get_cheermotes, stateful=False),
    ("GET", "/helix/bits/custom_power_ups"): Route(
        answer=get_custom_power_ups, tokens=USER, scopes=(SCOPE,), owner="broadcaster_id", stateful=False
    ),
}
