"""Get and Update Chat Settings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.moderating import Moderating, moderators
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.helix.route import Route, Routes
from twitchkit.simulator.helix.standing import known, moderated
from twitchkit.simulator.world.chat import Chat, Rules

READ, MANAGE = "moderator:read:chat_settings", "moderator:manage:chat_settings"
FOLLOWER_MIN, SLOW_S, DELAY_S = 0, 30, 2
"""The durations of modes that are switched on without one."""
DURATIONS: Final = {
    "follower_mode_duration": "follower_mode",
    "non_moderator_chat_delay_duration": "non_moderator_chat_delay",
    "slow_mode_wait_time": "slow_mode",
}


class _Query(msgspec.Struct):
    broadcaster_id: str
    moderator_id: str | None = None


class _Change(msgspec.Struct):
    emote_mode: bool | None = None
    follower_mode: bool | None = None
    follower_mode_duration: Annotated[int, Meta(ge=0, le=129_600)] | None = None
    non_moderator_chat_delay: bool | None = None
    non_moderator_chat_delay_duration: Literal[2, 4, 6] | None = None
    slow_mode: bool | None = None
    slow_mode_wait_time: Annotated[int, Meta(ge=3, le=120)] | None = None
    subscriber_mode: bool | None = None
    unique_chat_mode: bool | None = None


def get_chat_settings(call: Call) -> Mapping[str, object]:
    """GET /helix/chat/settings: the delay is shown to moderators who ask as such."""
    asked = call.query(_Query)
    channel, rules = known(call, asked.broadcaster_id), call.book(Chat).rules_of(asked.broadcaster_id)
    if asked.moderator_id is None or call.actor is None or not call.holds(READ, MANAGE):
        return {"data": [_row(channel.id, rules)]}
    moderated(call, channel.id)
    return {"data": [{**_row(channel.id, rules), **_delay(rules), "moderator_id": asked.moderator_id}]}


def update_chat_settings(call: Call) -> Mapping[str, object]:
    """PATCH /helix/chat/settings."""
    asked, change = call.query(Moderating), call.body(_Change)
    channel = moderated(call, asked.broadcaster_id)
    for duration, mode in DURATIONS.items():
        if getattr(change, duration) is not None and not getattr(change, mode):
            raise Refused(400, f"{mode} must be true to set {duration}")
    rules = call.book(Chat).rules_of(channel.id)
    if change.emote_mode is not None:
        rules.emote_only = change.emote_mode
    if change.subscriber_mode is not None:
        rules.subscriber_only = change.subscriber_mode
    if change.unique_chat_mode is not None:
        rules.unique = change.unique_chat_mode
    rules.follower_min = _switched(
        rules.follower_min, change.follower_mode, change.follower_mode_duration, FOLLOWER_MIN
    )
    rules.slow_s = _switched(rules.slow_s, change.slow_mode, change.slow_mode_wait_time, SLOW_S)
    rules.delay_s = _switched(
        rules.delay_s, change.non_moderator_chat_delay, change.non_moderator_chat_delay_duration, DELAY_S
    )
    return {"data": [{**_row(channel.id, rules), **_delay(rules), "moderator_id": call.person.id}]}


def _switched(now: int | None, on: bool | None, duration: int | None, usual: int) -> int | None:
    """The duration of a mode after a change."""
    if on is None:
        return now
    return (usual if duration is None else duration) if on else None


def _row(broadcaster_id: str, rules: Rules) -> Mapping[str, object]:
    return {
        "broadcaster_id": broadcaster_id,
        "emote_mode": rules.emote_only,
        "follower_mode": rules.follower_min is not None,
        "follower_mode_duration": rules.follower_min,
        "slow_mode": rules.slow_s is not None,
        "slow_mode_wait_time": rules.slow_s,
        "subscriber_mode": rules.subscriber_only,
        "unique_chat_mode": rules.unique,
    }


def _delay(rules: Rules) -> Mapping[str, object]:
    return {
        "non_moderator_chat_delay": rules.delay_s is not None,
        "non_moderator_chat_delay_duration": rules.delay_s,
    }


ROUTES: Routes = {
    ("GET", "/helix/chat/settings"): Route(answer=get_chat_settings, owner="moderator_id"),
    ("PATCH", "/helix/chat/settings"): moderators(update_chat_settings, MANAGE),
}
