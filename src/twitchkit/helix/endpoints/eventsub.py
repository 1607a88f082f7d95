"""EventSub: subscriptions to events."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from twitchkit.helix.endpoint import Command, Endpoint
from twitchkit.helix.page import Page
from twitchkit.helix.row import BlankMoment, Moment, Row, TidyRow
from twitchkit.helix.rules import AtMostOne, Length, OneOf
from twitchkit.helix.values import Part
from twitchkit.secret import Secret


class EventSubTransport(TidyRow, frozen=True, kw_only=True):
    """Where events are sent.

    Args:
        method: webhook, websocket or conduit.
        callback: for webhooks.
        session_id: for websockets.
        connected_at: for websockets.
        disconnected_at: for websockets.
        conduit_id: for conduits.
    """

    blank_is_none = ("callback", "session_id", "conduit_id")
    moments = ("connected_at", "disconnected_at")

    method: str = ""
    callback: str | None = None
    session_id: str | None = None
    connected_at: BlankMoment = None
    disconnected_at: BlankMoment = None
    conduit_id: str | None = None


class EventSubSubscription(Row, frozen=True, kw_only=True):
    """A subscription to events.

    Args:
        status: such as `enabled`; an open set.
        type: such as `stream.online`; an open set.
        condition: what is watched, in the words of the type.
        cost: 0 when the user has authorised the app.
    """

    id: str
    condition: Mapping[str, Any]
    created_at: Moment
    transport: EventSubTransport
    status: str = ""
    type: str = ""
    version: str = ""
    cost: int = 0


class EventSubPage(Page[EventSubSubscription], frozen=True, kw_only=True):
    """Subscriptions, with what they cost.

    Args:
        total_cost: what all of this app's cost together, None when the answer does not say.
        max_total_cost: what they may cost.
    """

    total_cost: int | None = None
    max_total_cost: int | None = None


class Transport(Part, frozen=True, kw_only=True):
    """Where events are to be sent.

    Args:
        method: webhook, websocket or conduit.
        callback: https address, for webhooks.
        secret: 10 to 100 characters, for webhooks.
        session_id: for websockets.
        conduit_id: for conduits.
    """

    rules = (
        OneOf("method", ("webhook", "websocket", "conduit")),
        Length("secret", 10, 100),
    )

    method: str
    callback: str | None = None
    secret: Secret | str | None = None
    session_id: str | None = None
    conduit_id: str | None = None


class CreateEventsubSubscription(Endpoint[EventSubSubscription, EventSubPage], frozen=True, kw_only=True):
    """Subscribes to one type of event.

    Webhooks and conduits take an app token, websockets a user token.  Twitch answers 409 when there is such
    a subscription already, and names it.

    Args:
        type: such as `stream.online`; an open set.
        version: the type's version, such as `1`.
        condition: what to watch, in the words of the type: `{"broadcaster_user_id": "1"}`.
        transport: where to send events.

    Source: dev.twitch.tv/docs/api/reference#create-eventsub-subscription
    """

    operation = "create_eventsub_subscription"
    method = "POST"
    path = "/eventsub/subscriptions"
    row = EventSubSubscription
    page = EventSubPage
    in_body = ("type", "version", "condition", "transport")

    type: str
    version: str
    condition: Mapping[str, object]
    transport: Transport


class DeleteEventsubSubscription(Command, frozen=True, kw_only=True):
    """Ends a subscription.

    Takes the kind of token that it was made with.

    Args:
        id: the subscription.

    Source: dev.twitch.tv/docs/api/reference#delete-eventsub-subscription
    """

    operation = "delete_eventsub_subscription"
    method = "DELETE"
    path = "/eventsub/subscriptions"

    id: str


class GetEventsubSubscriptions(Endpoint[EventSubSubscription, EventSubPage], frozen=True, kw_only=True):
    """Subscriptions to events that this app made, with the kind of token that is used here.

    At most one of the filters.  Twitch decides how long a page is.

    Args:
        status: in this state, such as `enabled`; an open set.
        type: to this type of event.
        user_id: with this user in the condition.
        subscription_id: this one.
        conduit_id: sent to this conduit.
        after: cursor of the page before.

    Source: dev.twitch.tv/docs/api/reference#get-eventsub-subscriptions
    """

    operation = "get_eventsub_subscriptions"
    path = "/eventsub/subscriptions"
    row = EventSubSubscription
    page = EventSubPage
    rules = (AtMostOne(("status", "type", "user_id", "subscription_id", "conduit_id")),)
    paged = True

    status: str | None = None
    type: str | None = None
    user_id: str | None = None
    subscription_id: str | None = None
    conduit_id: str | None = None
    after: str | None = None
