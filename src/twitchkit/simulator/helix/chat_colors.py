"""Get and Update User Chat Color."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from twitchkit.simulator.answer import Answer
from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.helix.route import NO_CONTENT, USER, Route, Routes
from twitchkit.simulator.world.chat import Chat

COLORS: Final = {
    "blue": "#0000FF",
    "blue_violet": "#8A2BE2",
    "cadet_blue": "#5F9EA0",
    "chocolate": "#D2691E",
    "coral": "#FF7F50",
    "dodger_blue": "#1E90FF",
    "firebrick": "#B22222",
    "golden_rod": "#DAA520",
    "green": "#008000",
    "hot_pink": "#FF69B4",
    "orange_red": "#FF4500",
    "red": "#FF0000",
    "sea_green": "#2E8B57",
    "spring_green": "#00FF7F",
    "yellow_green": "#9ACD32",
}
HEX = re.compile(r"#[0-9A-Fa-f]{6}", re.ASCII)


class _Query(msgspec.Struct):
    user_id: Annotated[tuple[str, ...], Meta(max_length=100)]


class _Change(msgspec.Struct):
    user_id: str
    color: str


def get_user_chat_color(call: Call) -> Mapping[str, object]:
    """GET /helix/chat/color: empty for those who never chose one."""
    users = [call.world.user_with(user_id) for user_id in call.query(_Query).user_id]
    colors = call.book(Chat).colors
    data = [
        {
            "user_id": user.id,
            "user_login": user.login,
            "user_name": user.display_name,
            "color": colors.get(user.id, ""),
        }
        for user in users
        if user
    ]
    return {"data": data}


def update_user_chat_color(call: Call) -> Answer:
    """PUT /helix/chat/color: everybody here has Turbo, so that any colour will do."""
    asked = call.query(_Change)
    color = asked.color.upper() if HEX.fullmatch(asked.color) else COLORS.get(asked.color)
    if color is None:
        raise Refused(400, "invalid color")
    call.book(Chat).colors[call.person.id] = color
    return NO_CONTENT


ROUTES: Routes = {
    ("GET", "/helix/chat/color"): Route(answer=get_user_chat_color),
    ("PUT", "/helix/chat/color"): Route(
        answer=update_user_chat_color, tokens=USER, scopes=("user:manage:chat_color",), owner="user_id"
    ),
}
