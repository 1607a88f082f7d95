"""What to make of a refresh whose answer nobody kept: it crashed, or was lost on the way."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from twitchkit.client.system import is_within
from twitchkit.clock import Clock
from twitchkit.errors import TokenRefused
from twitchkit.oauth.login import Login
from twitchkit.oauth.validate import validate
from twitchkit.wire import Flow, sleep

UNDER_WAY = timedelta(seconds=30)
"""So long after it was sent, a request whose answer was lost may still be carried out."""
_ANSWERED = "A refresh was cut off after Twitch had answered it, so the newest token pair is lost."
_UNKNOWN = (
    "A refresh was cut off and its access token has ended since, so nobody can tell whether the refresh "
    "token is spent; sending a spent one would end the whole connection between user and app."
)


def recover(login: Login, *, id_url: str, clock: Clock) -> Flow[Login]:
    """`login` without the mark of a refresh under way, or ended; or with it, to be refreshed once more.

    Twitch revokes a public app's old access token together with the refresh (twitchdev/issues#903), so as
    long as the old one lives, the refresh did not happen and its token is not spent.

    Args:
        login: marked with `refreshing_since`.
        id_url: scheme and host of the identity service.
        clock: tells the time.

    Raises:
        TwitchError, NetworkError: Twitch could not tell; nothing is known yet.
    """
    since, now = login.refreshing_since, clock.now()
    if since and is_within(UNDER_WAY, since, now):
        left = since + UNDER_WAY - now
        yield from sleep(left.total_seconds(), why="a refresh that was cut off may still be under way")
        now = clock.now()
    try:
        told = yield from validate(login.token.access_token, id_url=id_url, now=now)
    except TokenRefused:
        if login.token.is_fresh(now, for_at_least=timedelta(0)):
            return login.over(_ANSWERED)
        # An outage's answer: the refresh token is rather good than spent, and without it the login is over.
        return login if login.was_answered else login.over(_UNKNOWN)
    return replace(login, token=told.adopt(login.token), validated_at=now, refreshing_since=None)
