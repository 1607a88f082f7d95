"""Get and Modify Channel Information, Get Channel Editors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Final, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from twitchkit.simulator.answer import Answer
from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.reading import malformed, rfc3339
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.helix.route import NO_CONTENT, USER, Route, Routes
from twitchkit.simulator.helix.standing import known
from twitchkit.simulator.world import User
from twitchkit.simulator.world.channels import Channel, Channels
from twitchkit.simulator.world.roles import Roles

WESTERN = "bg ca cs da de el en es fi fr hu it nl no pl pt ro ru sk sv tr uk"
OTHERS = "ar asl hi id ja ko ms other th tl vi zh"
LANGUAGES: Final = frozenset(f"{WESTERN} {OTHERS}".split())
Label = Literal[
    "DebatedSocialIssuesAndPolitics",
    "DrugsIntoxication",
    "SexualThemes",
    "ViolentGraphic",
    "Gambling",
    "ProfanityVulgarity",
]


class _Ids(msgspec.Struct):
    broadcaster_id: Annotated[tuple[str, ...], Meta(max_length=100)]


class _Id(msgspec.Struct):
    broadcaster_id: str


class _Labelled(msgspec.Struct):
    id: Label
    is_enabled: bool


class _Change(msgspec.Struct):
    game_id: str | UnsetType = UNSET
    broadcaster_language: str | UnsetType = UNSET
    title: Annotated[str, Meta(min_length=1, max_length=140)] | UnsetType = UNSET
    delay: Annotated[int, Meta(ge=0, le=900)] | UnsetType = UNSET
    tags: Annotated[tuple[Annotated[str, Meta(max_length=25)], ...], Meta(max_length=10)] | UnsetType = UNSET
    content_classification_labels: tuple[_Labelled, ...] | UnsetType = UNSET
    is_branded_content: bool | UnsetType = UNSET


def get_channel_information(call: Call) -> Mapping[str, object]:
    """GET /helix/channels."""
    users = [call.world.user_with(user_id) for user_id in call.query(_Ids).broadcaster_id]
    return {"data": [_row(call, user) for user in users if user]}


def modify_channel_information(call: Call) -> Answer:
    """PATCH /helix/channels."""
    user, change = known(call, call.query(_Id).broadcaster_id), call.body(_Change)
    if change == _Change():
        raise Refused(400, "The request must set at least one field")
    _check(call, user, change)
    channel = call.book(Channels).of(user)
    if change.game_id is not UNSET:
        channel.game_id = "" if change.game_id == "0" else change.game_id
    if change.broadcaster_language is not UNSET:
        channel.language = change.broadcaster_language
    if change.title is not UNSET:
        channel.title = change.title
    if change.delay is not UNSET:
        channel.delay_s = change.delay
    if change.tags is not UNSET:
        channel.tags = change.tags
    if change.content_classification_labels is not UNSET:
        channel.labels = _labelled(channel, change.content_classification_labels)
    if change.is_branded_content is not UNSET:
        channel.branded = change.is_branded_content
    return NO_CONTENT


def _check(call: Call, user: User, change: _Change) -> None:
    if (
        change.game_id is not UNSET
        and change.game_id not in {"", "0"}
        and change.game_id not in call.world.games
    ):
        raise Refused(400, "The ID in game_id is not valid")
    if change.broadcaster_language is not UNSET and change.broadcaster_language not in LANGUAGES:
        raise malformed("broadcaster_language", "the language is not supported")
    if change.delay is not UNSET and user.kind != "partner":
        raise Refused(400, "Only Partners may set a stream delay")
    if change.tags is not UNSET:
        if not all(tag.isalnum() for tag in change.tags):
            raise malformed("tags", "tags must not be empty or hold spaces or special characters")
        if len({tag.lower() for tag in change.tags}) < len(change.tags):
            raise malformed("tags", "tags must differ")


def _labelled(channel: Channel, changes: tuple[_Labelled, ...]) -> frozenset[str]:
    wanted = {change.id: change.is_enabled for change in changes}
    kept = {label for label in channel.labels if wanted.get(label, True)}
    return frozenset(kept | {label for label, enabled in wanted.items() if enabled})


def _row(call: Call, user: User) -> Mapping[str, object]:
    channel = call.book(Channels).of(user)
    game = call.world.games.get(channel.game_id)
    return {
        "broadcaster_id": user.id,
        "broadcaster_login": user.login,
        "broadcaster_name": user.display_name,
        "broadcaster_language": channel.language,
        "game_id": game.id if game else "",
        "game_name": game.name if game else "",
        "title": channel.title,
        "delay": channel.delay_s if call.grant.user_id == user.id else 0,
        "tags": channel.tags,
        "content_classification_labels": sorted(channel.labels),
        "is_branded_content": channel.branded,
    }


def get_channel_editors(call: Call) -> Mapping[str, object]:
    """GET /helix/channels/editors."""
    found = call.book(Roles).editors.get(call.query(_Id).broadcaster_id, {})
    rows = [(call.world.user_with(user_id), since) for user_id, since in found.items()]
    return {
        "data": [
            {"user_id": user.id, "user_name": user.display_name, "created_at": rfc3339(since)}
            for user, since in rows
            if user
        ]
    }


ROUTES: Routes = {
    ("GET", "/helix/channels"): Route(answer=get_channel_information),
    ("PATCH", "/helix/channels"): Route(
        answer=modify_channel_information,
        tokens=USER,
        scopes=("channel:manage:broadcast",),
        owner="broadcaster_id",
    ),
    ("GET", "/helix/channels/editors"): Route(
        answer=get_channel_editors, tokens=USER, scopes=("channel:read:editors",), owner="broadcaster_id"
    ),
}
