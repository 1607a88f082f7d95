"""What the client lets through, the simulator takes; what breaks the facts, it refuses."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from property.helix.facts_reader import right_calls
from property.helix.mistakes import encoded, in_body, in_query
from twitchkit.helix import ENDPOINTS
from twitchkit.simulator.helix.cursor import cursor_at
from twitchkit.simulator.links import Links
from unit.simulator.asking import OWN, ask
from unit.simulator.helix.playing import Played, with_cursor
from vectors.helix.reading import OPERATIONS, example, query_of

EACH = pytest.mark.parametrize("operation", sorted(OPERATIONS))
FEW = settings(max_examples=4, deadline=None, database=None)
SHAPE = re.compile(r"alformed|Missing required|not valid JSON|cursor|exclusive|must not exceed")
ME = "26610234"
REAL: dict[str, Any] = {
    "timezone": "Europe/Berlin",
    "locale": "de-DE",
    "broadcaster_language": "de",
    "tags": ["Cozy", "Äpfel"],
}
TRUNCATED = ("send_whisper", "message")
"""Too long is no error there."""
PLAYED = Played()


def sensible(operation: str, call: dict[str, Any]) -> dict[str, Any]:
    """`call` by the caller, with real cursors and time zones, and what Twitch's pages say in words only."""
    call = {name: cursor_at(0) if name in {"after", "before"} else value for name, value in call.items()}
    owner = OPERATIONS[operation]["token_owner"]
    if owner in call:
        call[owner] = ME
    for one in query_of(operation):
        if one["repeated"] and isinstance(call.get(one["name"]), list):
            call[one["name"]] = [value.replace(",", "") or "x" for value in call[one["name"]]]
    call |= {name: value for name, value in REAL.items() if name in call}
    return REPAIRS.get(operation, lambda same: same)(call)


def rewarded(call: dict[str, Any]) -> dict[str, Any]:
    limits = {"max_per_stream": 1, "max_per_user_per_stream": 1, "global_cooldown_seconds": 1}
    return {**limits, **call}


def windowed(call: dict[str, Any]) -> dict[str, Any]:
    moments = sorted(call[name] for name in ("started_at", "ended_at") if name in call)
    return {**call, "started_at": moments[0], "ended_at": moments[-1]} if moments else call


def away(call: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in call.items() if name == "broadcaster_id"}


def active(call: dict[str, Any]) -> dict[str, Any]:
    return {
        place: {slot: {"id": "x", "version": "1", **one} for slot, one in slots.items()}
        for place, slots in call.items()
    }


REPAIRS: dict[str, Any] = {
    "create_custom_rewards": rewarded,
    "update_custom_reward": rewarded,
    "create_poll": lambda call: {"channel_points_per_vote": 1, **call},
    "get_extension_analytics": windowed,
    "get_game_analytics": windowed,
    "update_channel_stream_schedule": away,
    "get_unban_requests": lambda call: {**call, "first": 100},
    "update_user_chat_color": lambda call: {**call, "color": "blue_violet"},
    "get_user_active_extensions": lambda call: {"user_id": ME, **call},
    "update_user_extensions": active,
    "get_extension_configuration_segment": lambda call: {**call, "broadcaster_id": ME},
    "set_extension_configuration_segment": lambda call: {**call, "broadcaster_id": ME},
    "send_extension_pubsub_message": lambda call: {
        **call,
        "target": ["global" if call.get("is_global_broadcast") else "broadcast"],
    },
}


@EACH
@FEW
@given(data=st.data())
def test_a_right_call_has_no_wrong_shape(operation: str, data: st.DataObject) -> None:
    call = sensible(operation, data.draw(right_calls(operation)))
    request = ENDPOINTS[operation](**call).request(OWN)

    answer = PLAYED.send(request, PLAYED.caller(operation, call))

    message = json.loads(answer.body)["message"] if answer.status >= 400 else ""
    assert answer.status < 500
    assert not SHAPE.search(message), (message, call)


@EACH
def test_a_wrong_one_is_refused(operation: str) -> None:
    fact = OPERATIONS[operation]
    call = with_cursor(example(operation))
    good = ENDPOINTS[operation](**call).request(OWN)
    credentials = PLAYED.caller(operation, call)
    path, _, query = good.url.removeprefix(OWN).partition("?")
    body = good.body_bytes or b""
    wrong = [
        *((what, encoded(pairs), body) for what, pairs in in_query(operation, call)),
        *((what, query, mistaken) for what, mistaken in in_body(operation, call)),
    ]
    taken: list[tuple[str, int, bytes]] = []
    for what, query_string, content in wrong:
        headers = {**credentials, "content-type": "application/json"}
        answer = PLAYED.helix.answer(
            ask(fact["method"], f"{path}?{query_string}", headers=headers, body=content), Links(OWN)
        )
        too_long = "xxx" in what
        if answer.status not in ({400, 422} if too_long else {400}) and not (
            too_long and (operation, what.partition(":")[0]) == TRUNCATED
        ):
            taken.append((what, answer.status, answer.body))

    assert taken == []
