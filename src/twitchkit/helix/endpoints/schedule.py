"""A channel's streaming schedule."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Self

import msgspec

from twitchkit.helix.endpoint import Command, Endpoint
from twitchkit.helix.page import Page, Pagination, Text, read_body, read_cursor
from twitchkit.helix.row import BlankMoment, Moment, Row, TidyRow
from twitchkit.helix.rules import Between, Count, Length, Minutes
from twitchkit.helix.tidying import tidy
from twitchkit.shape import ready


class ScheduleCategory(Row, frozen=True, kw_only=True):
    """What is to be streamed."""

    id: str
    name: str = ""


class ScheduleSegment(TidyRow, frozen=True, kw_only=True):
    """A planned broadcast.

    Args:
        canceled_until: None unless it is called off; then its end.
        category: None without one.
    """

    moments = ("canceled_until",)

    id: str
    start_time: Moment
    end_time: Moment
    is_recurring: bool
    title: str = ""
    canceled_until: BlankMoment = None
    category: ScheduleCategory | None = None


class Vacation(Row, frozen=True, kw_only=True):
    """When a channel does not stream."""

    start_time: Moment
    end_time: Moment


class SchedulePage(Page[ScheduleSegment], frozen=True, kw_only=True):
    """Planned broadcasts, with whose they are.

    Args:
        vacation: None when none is announced.
    """

    broadcaster_id: str = ""
    broadcaster_name: str = ""
    broadcaster_login: str = ""
    vacation: Vacation | None = None

    @classmethod
    def read(cls, body: bytes, row: type[Any]) -> Self:
        """The page, from an object whose `segments` are the rows."""
        envelope = read_body(_ENVELOPE, body, row)
        tidy(envelope)
        said = envelope.data or _Schedule()
        return cls(
            data=said.segments or (),
            # Twitch: beside `data`, though the reference draws it inside.
            cursor=read_cursor(envelope.pagination),
            broadcaster_id=said.broadcaster_id,
            broadcaster_name=said.broadcaster_name,
            broadcaster_login=said.broadcaster_login,
            vacation=said.vacation,
        )


class _Schedule(msgspec.Struct):
    segments: tuple[ScheduleSegment, ...] | None = None
    broadcaster_id: str = ""
    broadcaster_name: str = ""
    broadcaster_login: str = ""
    vacation: Vacation | None = None


class _Envelope(msgspec.Struct):
    data: _Schedule | None
    pagination: Pagination | str | None = None


_ENVELOPE = msgspec.json.Decoder(ready(_Envelope), strict=False)


class GetChannelStreamSchedule(Endpoint[ScheduleSegment, SchedulePage], frozen=True, kw_only=True):
    """What a channel plans to stream.

    Args:
        broadcaster_id: the channel.
        id: only these broadcasts, at most 100.
        start_time: only what comes after it; None for now.
        utc_offset: Twitch does not heed it.
        first: rows a page, 1 to 25, Twitch's default is 20.
        after: cursor of the page before.

    Source: dev.twitch.tv/docs/api/reference#get-channel-stream-schedule
    """

    operation = "get_channel_stream_schedule"
    path = "/schedule"
    row = ScheduleSegment
    page = SchedulePage
    repeated = ("id",)
    rules = (
        Count("id", 1, 100),
        Between("first", 1, 25),
    )
    paged = True

    broadcaster_id: str
    id: Sequence[str] | str = ()
    start_time: datetime | None = None
    utc_offset: str | None = None
    first: int | None = None
    after: str | None = None


class GetChannelIcalendar(Endpoint[str, Text], frozen=True, kw_only=True):
    """A channel's schedule as iCalendar text (RFC 5545).

    Needs no token.

    Args:
        broadcaster_id: the channel.

    Source: dev.twitch.tv/docs/api/reference#get-channel-icalendar
    """

    operation = "get_channel_icalendar"
    path = "/schedule/icalendar"
    tokens = ()
    row = str
    page = Text

    broadcaster_id: str


class UpdateChannelStreamSchedule(Command, frozen=True, kw_only=True):
    """Announces a vacation, or ends it.

    Args:
        broadcaster_id: the channel; the token's user.
        is_vacation_enabled: on, with the three below, or off.
        vacation_start_time: when it begins.
        vacation_end_time: when it ends.
        timezone: of the vacation, an IANA name.

    Source: dev.twitch.tv/docs/api/reference#update-channel-stream-schedule
    """

    operation = "update_channel_stream_schedule"
    method = "PATCH"
    path = "/schedule/settings"
    tokens = ("user",)
    scopes = ("channel:manage:schedule",)
    token_owner = "broadcaster_id"

    broadcaster_id: str
    is_vacation_enabled: bool | None = None
    vacation_start_time: datetime | None = None
    vacation_end_time: datetime | None = None
    timezone: str | None = None


class CreateChannelStreamScheduleSegment(Endpoint[ScheduleSegment, SchedulePage], frozen=True, kw_only=True):
    """Plans a broadcast, once or every week.

    Args:
        broadcaster_id: the channel; the token's user.
        start_time: when it begins.
        timezone: where it happens, an IANA name such as `Europe/Berlin`.
        duration: minutes in digits, 30 to 1380.
        is_recurring: every week; once is for affiliates and partners.
        category_id: the category.
        title: at most 140 characters.

    Source: dev.twitch.tv/docs/api/reference#create-channel-stream-schedule-segment
    """

    operation = "create_channel_stream_schedule_segment"
    method = "POST"
    path = "/schedule/segment"
    tokens = ("user",)
    scopes = ("channel:manage:schedule",)
    token_owner = "broadcaster_id"
    row = ScheduleSegment
    page = SchedulePage
    in_body = ("start_time", "timezone", "duration", "is_recurring", "category_id", "title")
    rules = (
        Length("title", 0, 140),
        Minutes("duration", 30, 1380),
    )

    broadcaster_id: str
    start_time: datetime
    timezone: str
    duration: str
    is_recurring: bool | None = None
    category_id: str | None = None
    title: str | None = None


class UpdateChannelStreamScheduleSegment(Endpoint[ScheduleSegment, SchedulePage], frozen=True, kw_only=True):
    """Changes a planned broadcast; what is not given stays.

    Args:
        broadcaster_id: the channel; the token's user.
        id: the broadcast.
        start_time: when it begins; not for those that recur.
        duration: minutes in digits, 30 to 1380.
        category_id: the category.
        title: at most 140 characters.
        is_canceled: called off, or on again.
        timezone: where it happens, an IANA name.

    Source: dev.twitch.tv/docs/api/reference#update-channel-stream-schedule-segment
    """

    operation = "update_channel_stream_schedule_segment"
    method = "PATCH"
    path = "/schedule/segment"
    tokens = ("user",)
    scopes = ("channel:manage:schedule",)
    token_owner = "broadcaster_id"
    row = ScheduleSegment
    page = SchedulePage
    in_body = ("start_time", "duration", "category_id", "title", "is_canceled", "timezone")
    rules = (
        Length("title", 0, 140),
        Minutes("duration", 30, 1380),
    )

    broadcaster_id: str
    id: str
    start_time: datetime | None = None
    duration: str | None = None
    category_id: str | None = None
    title: str | None = None
    is_canceled: bool | None = None
    timezone: str | None = None


class DeleteChannelStreamScheduleSegment(Command, frozen=True, kw_only=True):
    """Takes a planned broadcast out, with its recurrences.

    Args:
        broadcaster_id: the channel; the token's user.
        id: the broadcast.

    Source: dev.twitch.tv/docs/api/reference#delete-channel-stream-schedule-segment
    """

    operation = "delete_channel_stream_schedule_segment"
    method = "DELETE"
    path = "/schedule/segment"
    tokens = ("user",)
    scopes = ("channel:manage:schedule",)
    token_owner = "broadcaster_id"

    broadcaster_id: str
    id: str
