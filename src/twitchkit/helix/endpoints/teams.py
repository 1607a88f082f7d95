"""Teams of channels."""

from __future__ import annotations

from twitchkit.helix.endpoint import Endpoint
from twitchkit.helix.row import Moment, Row, Several, TidyRow
from twitchkit.helix.rules import ExactlyOne


class ChannelTeam(TidyRow, frozen=True, kw_only=True):
    """A team that a channel belongs to.

    Args:
        info: its description, HTML.
        team_name: the name in its address.
    """

    blank_is_none = ("background_image_url", "banner", "thumbnail_url")

    created_at: Moment
    updated_at: Moment
    id: str
    broadcaster_id: str = ""
    broadcaster_login: str = ""
    broadcaster_name: str = ""
    background_image_url: str | None = None
    banner: str | None = None
    info: str = ""
    thumbnail_url: str | None = None
    team_name: str = ""
    team_display_name: str = ""


class GetChannelTeams(Endpoint[ChannelTeam], frozen=True, kw_only=True):
    """Teams that a channel belongs to.

    Args:
        broadcaster_id: the channel.

    Source: dev.twitch.tv/docs/api/reference#get-channel-teams
    """

    operation = "get_channel_teams"
    path = "/teams/channel"
    row = ChannelTeam

    broadcaster_id: str


class TeamMember(Row, frozen=True, kw_only=True):
    """A channel of a team."""

    user_id: str
    user_login: str = ""
    user_name: str = ""


class Team(TidyRow, frozen=True, kw_only=True):
    """A team.

    Args:
        info: its description, HTML.
        team_name: the name in its address.
    """

    blank_is_none = ("background_image_url", "banner", "thumbnail_url")
    null_is_empty = ("users",)

    created_at: Moment
    updated_at: Moment
    id: str
    users: Several[TeamMember] = ()
    background_image_url: str | None = None
    banner: str | None = None
    info: str = ""
    thumbnail_url: str | None = None
    team_name: str = ""
    team_display_name: str = ""


class GetTeams(Endpoint[Team], frozen=True, kw_only=True):
    """One team with its members; Twitch answers 404 when there is none.

    Args:
        name: the name in its address, or
        id: its id.

    Source: dev.twitch.tv/docs/api/reference#get-teams
    """

    operation = "get_teams"
    path = "/teams"
    row = Team
    rules = (ExactlyOne(("name", "id")),)

    name: str | None = None
    id: str | None = None
