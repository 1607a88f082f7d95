"""Get Channel Emotes, Global Emotes, Emote Sets, User Emotes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import msgspec
from msgspec import Meta

from twitchkit.simulator.cdn.addresses import PICTURES
from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.reading import Paged, page
from twitchkit.simulator.helix.route import USER, Route, Routes
from twitchkit.simulator.helix.standing import known
from twitchkit.simulator.links import Links
from twitchkit.simulator.world.emotes import Emote, Emotes

USER_PAGE = 25
"""Get User Emotes has no `first`; the size of a page is the server's choice."""
SCALES, THEMES = ("1.0", "2.0", "3.0"), ("light", "dark")


class _Channel(msgspec.Struct):
    broadcaster_id: str


class _Sets(msgspec.Struct):
    emote_set_id: Annotated[tuple[str, ...], Meta(max_length=25)]


class _User(msgspec.Struct, kw_only=True):
    user_id: str
    broadcaster_id: str | None = None
    after: str | None = None


def get_channel_emotes(call: Call) -> Mapping[str, object]:
    """GET /helix/chat/emotes."""
    channel = known(call, call.query(_Channel).broadcaster_id)
    found = call.book(Emotes).of_channel.get(channel.id, [])
    rows = [{**_images(call.links, emote), **_kind(emote), "tier": emote.tier} for emote in found]
    return {"data": rows, "template": _template(call.links)}


def get_global_emotes(call: Call) -> Mapping[str, object]:
    """GET /helix/chat/emotes/global."""
    rows = [_images(call.links, emote) for emote in call.book(Emotes).everybodys]
    return {"data": rows, "template": _template(call.links)}


def get_emote_sets(call: Call) -> Mapping[str, object]:
    """GET /helix/chat/emotes/set."""
    emotes = call.book(Emotes)
    found = [emote for set_id in call.query(_Sets).emote_set_id for emote in emotes.of_set(set_id)]
    rows = [{**_images(call.links, emote), **_kind(emote), "owner_id": emote.owner_id} for emote in found]
    return {"data": rows, "template": _template(call.links)}


def get_user_emotes(call: Call) -> Mapping[str, object]:
    """GET /helix/chat/emotes/user: with `broadcaster_id` also that channel's follower emotes."""
    asked, emotes = call.query(_User), call.book(Emotes)
    found = emotes.usable(call.world, asked.user_id)
    if asked.broadcaster_id:
        channel = known(call, asked.broadcaster_id)
        own = emotes.of_channel.get(channel.id, [])
        found += [emote for emote in own if emote.kind == "follower" and emote not in found]
    rows, pagination = page(found, Paged(first=USER_PAGE, after=asked.after))
    data = [{**_common(emote), **_kind(emote), "owner_id": emote.owner_id} for emote in rows]
    return {"data": data, "template": _template(call.links), "pagination": pagination}


def _common(emote: Emote) -> Mapping[str, object]:
    return {
        "id": emote.id,
        "name": emote.name,
        "format": ["static", "animated"] if emote.animated else ["static"],
        "scale": SCALES,
        "theme_mode": THEMES,
    }


def _images(links: Links, emote: Emote) -> Mapping[str, object]:
    path = f"/emoticons/v2/{emote.id}/static/light"
    images = {
        f"url_{scale[0]}x": links.to(PICTURES, f"{path}/{size}")
        for scale, size in zip("124", SCALES, strict=True)
    }
    return {**_common(emote), "images": images}


def _kind(emote: Emote) -> Mapping[str, object]:
    return {"emote_type": emote.kind, "emote_set_id": emote.set_id}


def _template(links: Links) -> str:
    return links.to(PICTURES, "/emoticons/v2/{{id}}/{{format}}/{{theme_mode}}/{{scale}}")


ROUTES: Routes = {
    ("GET", "/helix/chat/emotes"): Route(answer=get_channel_emotes, stateful=False),
    ("GET", "/helix/chat/emotes/global"): Route(answer=get_global_emotes, stateful=False),
    ("GET", "/helix/chat/emotes/set"): Route(answer=get_emote_sets, stateful=False),
    ("GET", "/helix/chat/emotes/user"): Route(
        answer=get_user_emotes, tokens=USER, scopes=("user:read:emotes",), owner="user_id"
    ),
}
