"""Conduits: EventSub transports that spread events over shards."""

from __future__ import annotations

from twitchkit.helix.endpoint import Command, Endpoint
from twitchkit.helix.row import Row
from twitchkit.helix.rules import Between


class Conduit(Row, frozen=True, kw_only=True):
    """A conduit."""

    id: str
    shard_count: int = 0


class GetConduits(Endpoint[Conduit], frozen=True, kw_only=True):
    """This app's conduits.

    Takes app tokens only.

    Source: dev.twitch.tv/docs/api/reference#get-conduits
    """

    operation = "get_conduits"
    path = "/eventsub/conduits"
    tokens = ("app",)
    row = Conduit


class CreateConduits(Endpoint[Conduit], frozen=True, kw_only=True):
    """Creates a conduit; an app may have five.

    Takes app tokens only.

    Args:
        shard_count: 1 to 20,000.

    Source: dev.twitch.tv/docs/api/reference#create-conduits
    """

    operation = "create_conduits"
    method = "POST"
    path = "/eventsub/conduits"
    tokens = ("app",)
    row = Conduit
    in_body = ("shard_count",)
    rules = (Between("shard_count", 1, 20000),)

    shard_count: int


class UpdateConduits(Endpoint[Conduit], frozen=True, kw_only=True):
    """Changes the number of a conduit's shards; those above the new number go.

    Takes app tokens only.

    Args:
        id: the conduit.
        shard_count: 1 to 20,000.

    Source: dev.twitch.tv/docs/api/reference#update-conduits
    """

    operation = "update_conduits"
    method = "PATCH"
    path = "/eventsub/conduits"
    tokens = ("app",)
    row = Conduit
    in_body = ("id", "shard_count")
    rules = (Between("shard_count", 1, 20000),)

    id: str
    shard_count: int


class DeleteConduit(Command, frozen=True, kw_only=True):
    """Deletes a conduit.

    It takes a moment: a new one right after it may hit the limit of five.

    Takes app tokens only.

    Args:
        id: the conduit.

    Source: dev.twitch.tv/docs/api/reference#delete-conduit
    """

    operation = "delete_conduit"
    method = "DELETE"
    path = "/eventsub/conduits"
    tokens = ("app",)

    id: str
