"""The shards of a conduit."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import force_setattr

from twitchkit.helix.endpoint import Endpoint
from twitchkit.helix.page import Page
from twitchkit.helix.row import BlankMoment, Row, Several, TidyRow
from twitchkit.helix.rules import Count, Length, OneOf
from twitchkit.helix.values import Part
from twitchkit.secret import Secret


class ConduitShardTransport(TidyRow, frozen=True, kw_only=True):
    """Where a shard sends events.

    Args:
        method: webhook or websocket.
        callback: for webhooks.
        session_id: for websockets.
        connected_at: for websockets.
        disconnected_at: for websockets.
    """

    blank_is_none = ("callback", "session_id")
    moments = ("connected_at", "disconnected_at")

    method: str = ""
    callback: str | None = None
    session_id: str | None = None
    connected_at: BlankMoment = None
    disconnected_at: BlankMoment = None


class ConduitShard(Row, frozen=True, kw_only=True):
    """A shard.

    Args:
        id: its number, from 0, as a text.
        status: such as `enabled`; an open set.
    """

    id: str
    transport: ConduitShardTransport
    status: str = ""


class GetConduitShards(Endpoint[ConduitShard], frozen=True, kw_only=True):
    """The shards of a conduit.

    Takes app tokens only.

    Args:
        conduit_id: the conduit.
        status: only shards in this state, such as `enabled`; an open set.
        after: cursor of the page before.

    Source: dev.twitch.tv/docs/api/reference#get-conduit-shards
    """

    operation = "get_conduit_shards"
    path = "/eventsub/conduits/shards"
    tokens = ("app",)
    row = ConduitShard
    paged = True

    conduit_id: str
    status: str | None = None
    after: str | None = None


class ShardError(Row, frozen=True, kw_only=True):
    """Why a shard was refused.

    Args:
        id: the shard's number, as a text.
        message: the reason in words.
        code: an open set of words.
    """

    id: str
    message: str = ""
    code: str = ""


class ShardsPage(Page[ConduitShard], frozen=True, kw_only=True):
    """The shards that took their transports, and those that did not.

    Args:
        errors: those that were refused; empty when all is well.
    """

    errors: Several[ShardError] = ()

    def __post_init__(self) -> None:
        if not self.errors:
            force_setattr(self, "errors", ())


class ShardTransport(Part, frozen=True, kw_only=True):
    """Where a shard is to send events.

    Args:
        method: webhook or websocket.
        callback: https address, for webhooks.
        secret: 10 to 100 characters, for webhooks.
        session_id: for websockets.
    """

    rules = (
        OneOf("method", ("webhook", "websocket")),
        Length("secret", 10, 100),
    )

    method: str | None = None
    callback: str | None = None
    secret: Secret | str | None = None
    session_id: str | None = None


class ShardUpdate(Part, frozen=True, kw_only=True):
    """A shard and where it is to send events.

    Args:
        id: its number, from 0, as a text.
        transport: webhook or websocket.
    """

    id: str
    transport: ShardTransport


class UpdateConduitShards(Endpoint[ConduitShard, ShardsPage], frozen=True, kw_only=True):
    """Gives shards their transports.

    Twitch answers 202 also when some were refused: look at `errors`.

    Takes app tokens only.

    Args:
        conduit_id: the conduit.
        shards: at most 100.

    Source: dev.twitch.tv/docs/api/reference#update-conduit-shards
    """

    operation = "update_conduit_shards"
    method = "PATCH"
    path = "/eventsub/conduits/shards"
    tokens = ("app",)
    row = ConduitShard
    page = ShardsPage
    in_body = ("conduit_id", "shards")
    rules = (Count("shards", 1, 100),)

    conduit_id: str
    shards: Sequence[ShardUpdate]
