"""The stream tags of old, gone since July 2023."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from twitchkit.helix.endpoint import Endpoint
from twitchkit.helix.row import Row
from twitchkit.helix.rules import AtMost, Between


class StreamTag(Row, frozen=True, kw_only=True):
    """A stream tag of old.

    Args:
        localization_names: by locale, such as `en-us`.
    """

    tag_id: str
    is_auto: bool
    localization_names: Mapping[str, str] = {}
    localization_descriptions: Mapping[str, str] = {}

    def __hash__(self) -> int:
        return hash(self.tag_id)


class GetAllStreamTags(Endpoint[StreamTag], frozen=True, kw_only=True):
    """Twitch's list of stream tags; dead.

    Twitch announced 410 for it from 13 July 2023; tags of today are texts in GetChannelInformation.

    Args:
        tag_id: only these.  More than 100 are split.
        first: rows a page, 1 to 100, Twitch's default is 20.
        after: cursor of the page before.

    Source: dev.twitch.tv/docs/api/reference#get-all-stream-tags
    """

    operation = "get_all_stream_tags"
    path = "/tags/streams"
    deprecated = True
    removed = "2023-07-13"
    row = StreamTag
    repeated = ("tag_id",)
    limit = AtMost(100, ("tag_id",))
    rules = (Between("first", 1, 100),)
    paged = True

    tag_id: Sequence[str] | str = ()
    first: int | None = None
    after: str | None = None


class GetStreamTags(Endpoint[StreamTag], frozen=True, kw_only=True):
    """A channel's stream tags; dead.

    Twitch announced 410 for it from 13 July 2023; tags of today are texts in GetChannelInformation.

    Args:
        broadcaster_id: the channel.

    Source: dev.twitch.tv/docs/api/reference#get-stream-tags
    """

    operation = "get_stream_tags"
    path = "/streams/tags"
    deprecated = True
    removed = "2023-07-13"
    row = StreamTag

    broadcaster_id: str
