"""The rules that Twitch's pages tell in words, beside the table."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from twitchkit.errors import InvalidRequest
from twitchkit.helix import (
    CreateChannelStreamScheduleSegment,
    CreateClip,
    CreateClipFromVod,
    Endpoint,
    GetCustomRewardRedemption,
    ModifyChannelInformation,
    SendChatMessage,
    SendExtensionPubsubMessage,
    SetExtensionConfigurationSegment,
    UpdateAutomodSettings,
)

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
CHAT = {"broadcaster_id": "1", "sender_id": "2", "message": "hello"}
MOD = {"broadcaster_id": "1", "moderator_id": "2"}
VOD = {"editor_id": "1", "broadcaster_id": "1", "vod_id": "3", "title": "x"}
PUBSUB = {"target": "broadcast", "message": "x"}
SEGMENT = {"extension_id": "1", "segment": "global"}
PLAN = {"broadcaster_id": "1", "start_time": NOON, "timezone": "Europe/Berlin"}
REDEEMED = {"broadcaster_id": "1", "reward_id": "2"}

RIGHT: list[tuple[type[Endpoint[Any, Any]], dict[str, Any]]] = [
    (CreateClip, {"broadcaster_id": "1", "duration": 7.3}),
    (CreateClip, {"broadcaster_id": "1", "duration": 60}),
    (CreateClipFromVod, {**VOD, "vod_offset": 30}),
    (CreateClipFromVod, {**VOD, "vod_offset": 5, "duration": 5}),
    (SendChatMessage, {**CHAT, "pin": True}),
    (SendChatMessage, {**CHAT, "pin": False, "reply_parent_message_id": "3"}),
    (UpdateAutomodSettings, {**MOD, "overall_level": 0}),
    (UpdateAutomodSettings, {**MOD, "swearing": 0, "misogyny": 4}),
    (SendExtensionPubsubMessage, {**PUBSUB, "is_global_broadcast": True}),
    (SendExtensionPubsubMessage, {**PUBSUB, "broadcaster_id": "1", "message": "é" * 2560}),
    (SetExtensionConfigurationSegment, {**SEGMENT, "content": "x" * 5120}),
    (CreateChannelStreamScheduleSegment, {**PLAN, "duration": "30"}),
    (CreateChannelStreamScheduleSegment, {**PLAN, "duration": "1380"}),
    (GetCustomRewardRedemption, {**REDEEMED, "id": ["3"]}),
    (GetCustomRewardRedemption, {**REDEEMED, "status": "FULFILLED"}),
    (ModifyChannelInformation, {"broadcaster_id": "1", "game_id": ""}),
]

WRONG: list[tuple[type[Endpoint[Any, Any]], dict[str, Any], str]] = [
    (CreateClip, {"broadcaster_id": "1", "duration": 7.35}, "duration"),
    (CreateClip, {"broadcaster_id": "1", "duration": float("nan")}, "duration"),
    (CreateClipFromVod, {**VOD, "vod_offset": 29}, "vod_offset"),
    (CreateClipFromVod, {**VOD, "vod_offset": 30, "duration": 31}, "vod_offset"),
    (SendChatMessage, {**CHAT, "pin": True, "reply_parent_message_id": "3"}, "pin"),
    (SendChatMessage, {**CHAT, "pin": True, "for_source_only": True}, "pin"),
    (UpdateAutomodSettings, {**MOD, "overall_level": 0, "swearing": 1}, "overall_level"),
    (SendExtensionPubsubMessage, {**PUBSUB}, "broadcaster_id"),
    (SendExtensionPubsubMessage, {**PUBSUB, "is_global_broadcast": False}, "broadcaster_id"),
    (SendExtensionPubsubMessage, {**PUBSUB, "broadcaster_id": "1", "message": "é" * 2561}, "message"),
    (SetExtensionConfigurationSegment, {**SEGMENT, "content": "x" * 5121}, "content"),
    (CreateChannelStreamScheduleSegment, {**PLAN, "duration": "29"}, "duration"),
    (CreateChannelStreamScheduleSegment, {**PLAN, "duration": "1381"}, "duration"),
    (CreateChannelStreamScheduleSegment, {**PLAN, "duration": "an hour"}, "duration"),
    (CreateChannelStreamScheduleSegment, {**PLAN, "duration": 60}, "duration"),
    (GetCustomRewardRedemption, REDEEMED, "status, id"),
    (ModifyChannelInformation, {"broadcaster_id": "1"}, "game_id, broadcaster_language, title"),
]


@pytest.mark.parametrize(("kind", "call"), RIGHT)
def test_what_keeps_the_rules_is_built(kind: type[Endpoint[Any, Any]], call: dict[str, Any]) -> None:
    assert kind(**call).request().url.startswith("https://api.twitch.tv/helix/")


@pytest.mark.parametrize(("kind", "call", "parameter"), WRONG)
def test_what_breaks_a_rule_is_refused(
    kind: type[Endpoint[Any, Any]], call: dict[str, Any], parameter: str
) -> None:
    with pytest.raises(InvalidRequest) as caught:
        kind(**call)

    assert caught.value.parameter.startswith(parameter)
    assert caught.value.rule
