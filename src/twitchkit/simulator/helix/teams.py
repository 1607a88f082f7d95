"""Get Channel Teams, Get Teams."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from twitchkit.simulator.cdn.addresses import PICTURES
from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.reading import rfc3339
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.helix.route import Route, Routes
from twitchkit.simulator.helix.standing import known
from twitchkit.simulator.links import Links
from twitchkit.simulator.world.teams import Team, Teams


class _Channel(msgspec.Struct):
    broadcaster_id: str


class _Named(msgspec.Struct):
    name: str | None = None
    id: str | None = None


def get_channel_teams(call: Call) -> Mapping[str, object]:
    """GET /helix/teams/channel."""
    channel = known(call, call.query(_Channel).broadcaster_id)
    whose = {
        "broadcaster_id": channel.id,
        "broadcaster_login": channel.login,
        "broadcaster_name": channel.display_name,
    }
    teams = [team for team in call.book(Teams).teams if channel.id in team.members]
    return {"data": [{**whose, **_team(team, call.links)} for team in teams]}


def get_teams(call: Call) -> Mapping[str, object]:
    """GET /helix/teams."""
    asked = call.query(_Named)
    if bool(asked.name) is bool(asked.id):
        raise Refused(400, "Exactly one of the name and id query parameters is required")
    wanted = (asked.name or "").lower()
    teams = call.book(Teams).teams
    team = next((team for team in teams if team.id == asked.id or team.name == wanted), None)
    if team is None:
        raise Refused(404, "The specified team was not found.")
    users = [user for user_id in team.members if (user := call.world.user_with(user_id))]
    members = [
        {"user_id": user.id, "user_login": user.login, "user_name": user.display_name} for user in users
    ]
    return {"data": [{"users": members, **_team(team, call.links)}]}


def _team(team: Team, links: Links) -> Mapping[str, object]:
    def picture(kind: str, size: str) -> str | None:
        path = f"/jtv_user_pictures/team-{team.name}-{kind}-{size}.png"
        return links.to(PICTURES, path) if team.pictures else None

    return {
        "background_image_url": None,
        "banner": picture("banner_image", "640x125"),
        "created_at": rfc3339(team.created_at),
        "updated_at": rfc3339(team.created_at),
        "info": f"<p>{team.display_name} stream together.</p>\n\n",
        "thumbnail_url": picture("team_logo_image", "600x600"),
        "team_name": team.name,
        "team_display_name": team.display_name,
        "id": team.id,
    }


ROUTES: Routes = {
    ("GET", "/helix/teams/channel"): Route(answer=get_channel_teams, stateful=False),
    ("GET", "/helix/teams"): Route(answer=get_teams, stateful=False),
}
