"""What an extension keeps with Twitch, by segment and channel."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta

from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.extension_gate import admit_extension, own_extension
from twitchkit.simulator.helix.reading import malformed, missing
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.helix.route import EXTENSION, NO_CONTENT, Limit, Reply, Route, Routes
from twitchkit.simulator.helix.standing import known
from twitchkit.simulator.world.extensions import Configuration, Extensions

Segment: TypeAlias = Literal["broadcaster", "developer", "global"]
MOST_BYTES = 5_120


class _Query(msgspec.Struct):
    extension_id: str
    segment: Annotated[tuple[Segment, ...], Meta(min_length=1, max_length=3)]
    broadcaster_id: str | None = None


class _Set(msgspec.Struct):
    extension_id: str
    segment: Segment
    broadcaster_id: str | None = None
    content: str = ""
    version: str = ""


class _Channel(msgspec.Struct):
    broadcaster_id: str


class _Required(msgspec.Struct):
    extension_id: str
    extension_version: str
    required_configuration: str


def get_segments(call: Call) -> Mapping[str, object]:
    """GET /helix/extensions/configurations: those that have been set, in the order they are asked for."""
    asked = call.query(_Query)
    own_extension(call, asked.extension_id)
    kept = call.book(Extensions).segments
    rows: list[Mapping[str, object]] = []
    for segment in asked.segment:
        channel_id = _channel(call, segment, asked.broadcaster_id)
        found = kept.get((segment, channel_id))
        if found is not None:
            where = {"broadcaster_id": channel_id} if channel_id else {}
            rows.append({"segment": segment, **where, "content": found.content, "version": found.version})
    return {"data": rows}


def set_segment(call: Call) -> Reply:
    """PUT /helix/extensions/configurations."""
    given = call.body(_Set)
    own_extension(call, given.extension_id)
    channel_id = _channel(call, given.segment, given.broadcaster_id)
    if len(given.content.encode()) > MOST_BYTES:
        raise malformed("content", "at most 5 KB are allowed")
    kept = call.book(Extensions).segments
    kept[given.segment, channel_id] = Configuration(content=given.content, version=given.version)
    return NO_CONTENT


def set_required_configuration(call: Call) -> Reply:
    """PUT /helix/extensions/required_configuration: marks a channel's installation as configured."""
    channel = known(call, call.query(_Channel).broadcaster_id)
    given = call.body(_Required)
    extension = own_extension(call, given.extension_id)
    if given.extension_version != extension.version:
        raise Refused(400, "The version specified in extension_version was not found")
    call.book(Extensions).required[channel.id] = given.required_configuration
    return NO_CONTENT


def _channel(call: Call, segment: Segment, broadcaster_id: str | None) -> str | None:
    """The channel that a segment is of; None for the global one."""
    if segment == "global":
        return None
    if broadcaster_id is None:
        raise missing("broadcaster_id")
    return known(call, broadcaster_id).id


def _segments(call: Call) -> str | None:
    """Twenty a minute for each segment; several in one call count as one."""
    named = call.asked.every("segment") or [call.named("segment") or ""]
    return "/".join((call.grant.client_id, *sorted(set(named)), call.named("broadcaster_id") or ""))


PER_SEGMENT = Limit(points=20, per_s=60, key=_segments)
ROUTES: Routes = {
    ("GET", "/helix/extensions/configurations"): Route(
        answer=get_segments, tokens=EXTENSION, admit=admit_extension, limits=(PER_SEGMENT,)
    ),
    ("PUT", "/helix/extensions/configurations"): Route(
        answer=set_segment, tokens=EXTENSION, admit=admit_extension, limits=(PER_SEGMENT,)
    ),
    ("PUT", "/helix/extensions/required_configuration"): Route(
        answer=set_required_configuration, tokens=EXTENSION, admit=admit_extension
    ),
}
