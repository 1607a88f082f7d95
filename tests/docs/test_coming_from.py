"""What the docs say of other people's libraries is what those libraries have."""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import twitchAPI.helper
import twitchAPI.oauth
import twitchAPI.twitch
import twitchAPI.type

with warnings.catch_warnings():
    # aiohttp discourages what TwitchIO does.
    warnings.simplefilter("ignore", DeprecationWarning)
    import twitchio

PAGE = (Path(__file__).parents[2] / "docs/coming-from/twitchapi-twitchio-twurple.md").read_text(
    encoding="utf-8"
)
Theirs = twitchAPI.twitch.Twitch
Call = tuple[Callable[..., Any], tuple[object, ...], dict[str, object]]

CALLS: list[Call] = [
    (Theirs, ("client id", "secret"), {}),
    (Theirs.get_users, (None,), {"logins": ["twitchdev"]}),
    (Theirs.get_clips, (None,), {"broadcaster_id": "1", "first": 100}),
    (Theirs.send_chat_message, (None, "1", "2", "Hello"), {}),
    (Theirs.ban_user, (None, "1", "2", "3", "rude"), {"duration": 60}),
    (Theirs.set_user_authentication, (None, "token", [], "refresh"), {}),
    (twitchAPI.helper.first, (None,), {}),
    (twitchAPI.helper.limit, (None, 250), {}),
    (twitchAPI.oauth.UserAuthenticator, (None, []), {}),
    (twitchio.Client, (), {"client_id": "client id", "client_secret": "secret"}),
    (twitchio.Client.login, (None,), {}),
    (twitchio.Client.fetch_users, (None,), {"logins": ["twitchdev"]}),
    (twitchio.Client.add_token, (None, "token", "refresh"), {}),
    (twitchio.PartialUser.fetch_clips, (None,), {"first": 100, "max_results": 250}),
    (twitchio.PartialUser.send_message, (None, "Hello"), {"sender": "1"}),
    (
        twitchio.PartialUser.timeout_user,
        (None,),
        {"moderator": "1", "user": "2", "duration": 60, "reason": "rude"},
    ),
]


@pytest.mark.parametrize(("function", "positional", "named"), CALLS)
def test_a_call_shown_fits_its_function(
    function: Callable[..., Any], positional: tuple[object, ...], named: dict[str, object]
) -> None:
    inspect.signature(function).bind(*positional, **named)

    assert f"{function.__name__}(" in PAGE


@pytest.mark.parametrize(
    "name", ["MissingScopeException", "TwitchResourceNotFound", "TwitchBackendException"]
)
def test_an_error_named_is_there(name: str) -> None:
    assert issubclass(getattr(twitchAPI.type, name), Exception)
    assert f"`{name}`" in PAGE
