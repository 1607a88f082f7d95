"""The device code grant (RFC 8628): a person approves on any other screen.

Source: dev.twitch.tv/docs/authentication/getting-tokens-oauth/#device-code-grant-flow, and
twitchdev/issues#971, #1037 for what the documentation leaves out.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

import msgspec

from twitchkit.clock import Clock
from twitchkit.errors import (
    AuthorizationDenied,
    ClientRefused,
    DeviceCodeExpired,
    DeviceRefused,
    NetworkError,
    SecretRequired,
    TwitchkitError,
    UnexpectedAnswer,
)
from twitchkit.oauth.app import App
from twitchkit.oauth.exchange import exchange, form_request, message_of, words_of
from twitchkit.oauth.grant import Grant
from twitchkit.oauth.scope_set import join_scopes
from twitchkit.oauth.token import Token
from twitchkit.oauth.token_endpoint import PATH as TOKEN_PATH
from twitchkit.oauth.token_endpoint import read_token, refusal
from twitchkit.secret import Secret
from twitchkit.shape import ready
from twitchkit.wire.flow import Flow, send, sleep
from twitchkit.wire.response import Response

PATH = "/oauth2/device"
GRANT_TYPE = "urn:ietf:params:oauth:grant-type:device_code"
LIFE_S = 1800.0
"""What Twitch's answers name, taken when one names none."""
LONGEST_LIFE_S = 86400.0
"""No code is waited for longer, whatever an answer says."""
INTERVAL_S = 5.0
"""RFC 8628 §3.2: taken when an answer names none."""
SLOWER_S = 5.0
"""RFC 8628 §3.5: added for good after each `slow_down`."""
LONGEST_WAIT_S = 60.0
"""No wait after a failure is longer."""


class DeviceCode(msgspec.Struct, frozen=True, kw_only=True):
    """What to show, and what to poll with.

    Args:
        user_code: what the person compares or types in.
        verification_uri: the page to open; Twitch's link holds the code already.
        device_code: our side's secret half.
        interval_s: no poll sooner, seconds.
        issued_at: when it was made (aware, UTC).
        expires_at: when it ends (aware, UTC).
        scopes: asked for, blanks between.
    """

    user_code: str
    verification_uri: str
    device_code: Secret
    interval_s: float
    issued_at: datetime
    expires_at: datetime
    scopes: str = ""


class _Started(msgspec.Struct):
    device_code: str
    user_code: str
    verification_uri: str
    expires_in: float | None = None
    interval: float | None = None


def start_device(
    app: App, *, scopes: str | Iterable[str] = (), id_url: str, now: datetime
) -> Flow[DeviceCode]:
    """A new code to show to a person; confidential and public clients alike.

    Raises:
        ClientRefused, RequestRefused: Twitch said no.
        RateLimited, ServerTrouble, NetworkError: on every try.
        UnexpectedAnswer: an answer that is none.
    """
    wanted = join_scopes(scopes)
    # Twitch: `scopes` here, `scope` everywhere else; sending `scope` can give a token without any.
    request = form_request(id_url, PATH, {"client_id": app.client_id, "scopes": wanted})
    response = yield from exchange(request)
    if response.status != 200:
        raise refusal(response, doing="start a login by code")
    try:
        started = msgspec.json.decode(response.body, type=ready(_Started), strict=False)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        problem = str(error) if isinstance(error, msgspec.ValidationError) else "its body is no JSON"
        raise UnexpectedAnswer(where=PATH, problem=problem) from None
    if not started.device_code or not started.verification_uri.startswith(("https://", "http://")):
        raise UnexpectedAnswer(where=PATH, problem="`device_code` or `verification_uri` is not usable")
    life_s, interval_s = _told(started.expires_in, LIFE_S), _told(started.interval, INTERVAL_S)
    return DeviceCode(
        user_code=started.user_code,
        verification_uri=started.verification_uri,
        device_code=Secret(started.device_code),
        interval_s=min(max(interval_s, 1), LONGEST_WAIT_S),
        issued_at=now,
        expires_at=now + timedelta(seconds=min(max(life_s, 1), LONGEST_LIFE_S)),
        scopes=wanted,
    )


def _told(seconds: float | None, otherwise: float) -> float:
    # Asked in this way, what is no number is none either.
    return seconds if seconds and seconds > 0 else otherwise


def await_device(app: App, device: DeviceCode, *, id_url: str, clock: Clock) -> Flow[Token]:
    """The token, once the person has approved; waits as long as the code lives.

    A pending approval, 429, 5xx, a page and a broken network go on; every other answer ends it.

    Args:
        app: the one that `device` was started with.
        device: from `start_device`.
        id_url: scheme and host of the identity service.
        clock: tells the time, for the code's end and the token's expiry.

    Raises:
        AuthorizationDenied: the person said no.
        DeviceCodeExpired: nobody approved in time.
        DeviceRefused: another refusal, with its meaning if it is known.
        ClientRefused, SecretRequired: the app's credentials.
        NetworkError: one that time does not mend, such as a bad certificate.
        UnexpectedAnswer: an answer that is no token.
    """
    request = form_request(
        id_url,
        TOKEN_PATH,
        {
            "client_id": app.client_id,
            "device_code": device.device_code,
            "grant_type": GRANT_TYPE,
            # Twitch: a poll that does not repeat the scopes has been answered "invalid device code".
            "scopes": device.scopes,
        },
    )
    interval_s, failed, lost = device.interval_s, 0, False
    while True:
        left_s = (device.expires_at - clock.now()).total_seconds()
        wait_s = max(interval_s, min(interval_s * 2.0**failed, LONGEST_WAIT_S, left_s))
        yield from sleep(wait_s, why="the login to be approved")
        if clock.now() >= device.expires_at:
            raise _expired(device)
        try:
            response = yield from send(request)
        except NetworkError as error:
            if not error.retryable:
                raise
            failed, lost = min(failed + 1, 6), True
            continue
        words = words_of(response)
        # Twitch: 404 without JSON is an outage, too; a page may be anybody's on the way.
        if response.status >= 500 or response.is_page or (response.status == 404 and not response.body):
            failed, lost = min(failed + 1, 6), True
            continue
        failed = 0
        if response.status == 429 or "slow_down" in words:
            interval_s += SLOWER_S
        elif response.status == 200:
            return read_token(response, client_id=app.client_id, now=clock.now(), grant=Grant.DEVICE_CODE)
        elif response.status != 400 or "authorization_pending" not in words:
            raise _ending(response, device, words=words, lost=lost)


def _ending(response: Response, device: DeviceCode, *, words: str, lost: bool) -> TwitchkitError:
    said = message_of(response, hide=[device.device_code])
    # Twitch: none of these names is documented; they are RFC 8628's and what third parties noted.
    if any(name in words for name in ("access_denied", "authorization_declined", "authorization_denied")):
        return AuthorizationDenied(twitch_says=said)
    if "expired_token" in words:
        return _expired(device)
    other = refusal(response, hide=[device.device_code], doing="log in by code")
    if isinstance(other, ClientRefused | SecretRequired):
        return other
    why = ""
    if "invalid device code" in words:
        why = (
            "An earlier answer was lost; it may have been the approval, which comes only once."
            if lost
            else "It is unknown, used or too old."
        )
    return DeviceRefused(status=response.status, twitch_says=said, why=why)


def _expired(device: DeviceCode) -> DeviceCodeExpired:
    return DeviceCodeExpired(after_s=(device.expires_at - device.issued_at).total_seconds())
