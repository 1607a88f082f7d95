"""Every documented request is taken here, and what comes back is what the client understands."""

from __future__ import annotations

import json

import pytest

from twitchkit.helix import ENDPOINTS
from twitchkit.simulator.helix.endpoints import ROUTES
from twitchkit.wire import Response
from unit.simulator.asking import OWN
from unit.simulator.helix.playing import Played, with_cursor
from vectors.helix.reading import OPERATIONS, example

UNKNOWN_SESSION = (400, "The session specified in the session_id parameter was not found")
UNKNOWN_MESSAGE = (404, "The message specified in the message_id parameter was not found")
NOT_PINNED = (404, "The message specified in the message_id parameter is not pinned")
UNKNOWN_REWARD = (404, "The custom reward specified in the id parameter was not found")

REFUSED: dict[str, tuple[int, str]] = {
    "assign_guest_star_slot": UNKNOWN_SESSION,
    "cancel_a_raid": (404, "The broadcaster doesn't have a pending raid to cancel."),
    "check_user_subscription": (404, "QuietLumen has no subscription to QuietLumen"),
    "create_clip_from_vod": (404, "The VOD specified in the vod_id parameter was not found"),
    "delete_chat_messages": UNKNOWN_MESSAGE,
    "delete_conduit": (404, "not found"),
    "delete_custom_reward": UNKNOWN_REWARD,
    "delete_eventsub_subscription": (404, "The subscription was not found"),
    "delete_guest_star_invite": UNKNOWN_SESSION,
    "delete_guest_star_slot": UNKNOWN_SESSION,
    "delete_videos": (400, "A video specified in the id parameter was not found"),
    "end_guest_star_session": UNKNOWN_SESSION,
    "end_poll": (400, "The poll specified in the id parameter was not found"),
    "end_prediction": (404, "The prediction specified in the id parameter was not found"),
    "get_channel_stream_schedule": (404, "segments were not found"),
    "get_clips_download": (400, "A clip in clip_id does not exist or is not the channel's"),
    "get_conduit_shards": (404, "not found"),
    "get_custom_power_up": (404, "The custom Power-ups specified in the id parameter were not found."),
    "get_custom_reward": (404, "The custom rewards specified in the id parameter were not found"),
    "get_custom_reward_redemption": UNKNOWN_REWARD,
    "get_extension_analytics": (404, "The report specified in the extension_id parameter was not found"),
    "get_extension_transactions": (
        404,
        "One or more of the transaction IDs in the id parameter were not found",
    ),
    "get_game_analytics": (404, "The report specified in the game_id parameter was not found"),
    "get_guest_star_invites": UNKNOWN_SESSION,
    "get_polls": (404, "The poll specified in the id parameter was not found"),
    "get_teams": (404, "The specified team was not found."),
    "get_users": (400, "Invalid login names, emails or IDs in request"),
    "get_videos": (404, "videos not found"),
    "manage_held_automod_messages": (404, "The message specified in the msg_id field was not found."),
    "pin_chat_message": UNKNOWN_MESSAGE,
    "remove_blocked_term": (400, "The blocked term specified in the id parameter was not found"),
    "remove_channel_moderator": (400, "user is not a mod"),
    "remove_channel_vip": (
        422,
        "The user in the user_id query parameter is not a VIP in the broadcaster's channel.",
    ),
    "resolve_unban_requests": (404, "The unban request ID was not found"),
    "send_chat_message": (400, "The message specified in the reply_parent_message_id field was not found"),
    "send_extension_chat_message": (
        400,
        "The extension is not installed on the channel in broadcaster_id",
    ),
    "send_extension_pubsub_message": (
        400,
        'The parameter "target" was malformed: the value must be global alone',
    ),
    "send_guest_star_invite": UNKNOWN_SESSION,
    "unban_user": (400, "The user in the user_id query parameter is not banned."),
    "unpin_chat_message": NOT_PINNED,
    "update_channel_stream_schedule": (404, "The broadcaster's streaming schedule was not found"),
    "update_channel_stream_schedule_segment": (
        404,
        "The broadcast segment specified in the id parameter was not found",
    ),
    "update_conduit_shards": (404, "not found"),
    "update_conduits": (404, "not found"),
    "update_custom_reward": UNKNOWN_REWARD,
    "update_guest_star_slot": UNKNOWN_SESSION,
    "update_guest_star_slot_settings": UNKNOWN_SESSION,
    "update_pinned_chat_message": NOT_PINNED,
    "update_redemption_status": UNKNOWN_REWARD,
    "update_user_extensions": (
        404,
        "An extension specified in the body is not installed on the channel",
    ),
}
"""What the vectors' values are no good for, and why: nothing of these ids has been created."""


@pytest.fixture
def played() -> Played:
    return Played()


def test_every_endpoint_answers() -> None:
    assert set(ROUTES) == {(fact["method"], f"/helix{fact['path']}") for fact in OPERATIONS.values()}
    assert len(ROUTES) == 149


@pytest.mark.parametrize("operation", sorted(OPERATIONS))
def test_the_documented_request_is_taken(played: Played, operation: str) -> None:
    fact = OPERATIONS[operation]
    call = with_cursor(example(operation))
    request = ENDPOINTS[operation](**call)
    answer = played.send(request.request(OWN), played.caller(operation, call))

    if operation in REFUSED:
        told = json.loads(answer.body)
        assert REFUSED[operation] == (answer.status, told["message"])
        return
    assert answer.status == fact["response"]["status"], answer.body
    request.parse(Response(answer.status, dict(answer.headers), answer.body))
