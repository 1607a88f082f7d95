"""Whatever id.twitch.tv answers, a flow ends with a value or one of our errors, and tells no secret."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from screenplay import NOON
from twitchkit.errors import TwitchkitError
from twitchkit.oauth import App, Token, await_device, exchange_code, request_app_token, start_device
from twitchkit.oauth.device_code import DeviceCode
from twitchkit.oauth.openid import userinfo, verify_id_token
from twitchkit.oauth.refresh import refresh
from twitchkit.oauth.revoke import revoke
from twitchkit.oauth.validate import validate
from twitchkit.secret import Secret
from twitchkit.wire import Flow, Response, Sleep
from unit.oauth.stage import ID, PUBLIC, Stage

VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**63), 2**63), st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=8), st.lists(st.text(max_size=8), max_size=3), st.just("told-to-nobody"),
)  # fmt: skip
NAMES = st.sampled_from(
    [
        "access_token", "expires_in", "refresh_token", "scope", "scopes", "id_token", "client_id", "login",
        "user_id", "device_code", "user_code", "verification_uri", "interval", "message", "error", "status",
        "keys", "sub", "aud", "updated_at",
    ]
)  # fmt: skip
BODIES = st.one_of(
    st.binary(max_size=30),
    st.dictionaries(NAMES, VALUES, max_size=8).map(msgspec.json.encode),
)
ANSWERS = st.builds(Response, st.sampled_from([200, 204, 302, 400, 401, 403, 404]), st.just({}), BODIES)
SECRET = Secret("told-to-nobody")
APP = App("abc123", SECRET)


def flows(stage: Stage) -> list[Flow[Any]]:
    token = Token(access_token=SECRET, client_id="abc123", issued_at=NOON, refresh_token=SECRET)
    device = DeviceCode(
        user_code="A",
        verification_uri="https://x",
        device_code=SECRET,
        interval_s=5,
        issued_at=NOON,
        expires_at=NOON + timedelta(minutes=30),
    )
    common: dict[str, Any] = {"id_url": ID, "now": NOON}
    return [
        request_app_token(APP, **common),
        exchange_code(APP, SECRET, redirect_uri="http://localhost", **common),
        refresh(APP, token, **common),
        refresh(PUBLIC, token, **common),
        validate(SECRET, **common),
        revoke(SECRET, client_id="abc123", id_url=ID),
        await_device(APP, device, id_url=ID, clock=stage.clock),
        userinfo(SECRET, client_id="abc123", id_url=ID),
    ]


def flows_without_secret() -> list[Flow[Any]]:
    common: dict[str, Any] = {"id_url": ID, "now": NOON}
    return [
        start_device(PUBLIC, **common),
        verify_id_token(SECRET, client_id="abc123", nonce=SECRET, **common),
    ]


def ending(flow: Flow[Any], told: Response) -> TwitchkitError | None:
    """How a flow ends that is told the same for ever, None when with a value or still going on."""
    try:
        effect = next(flow)
        for _ in range(6):
            effect = flow.send(None) if isinstance(effect, Sleep) else flow.send(told)
    except StopIteration:
        return None
    except TwitchkitError as error:
        return error
    return None


@given(ANSWERS)
@settings(max_examples=150, deadline=None)
def test_any_answer_is_a_value_or_one_of_our_errors(told: Response) -> None:
    for flow in flows(Stage()):
        error = ending(flow, told)
        assert SECRET.reveal() not in f"{error} {error!r} {vars(error) if error else ''}"
    for flow in flows_without_secret():
        ending(flow, told)
