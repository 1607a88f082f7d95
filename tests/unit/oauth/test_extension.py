from __future__ import annotations

import json
from base64 import b64encode, urlsafe_b64encode
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from screenplay import NOON, answer
from twitchkit.errors import ExtensionTokenRefused, InvalidRequest, InvalidSetting, RateLimited
from twitchkit.oauth.extension import (
    ExtensionClaims,
    as_backend,
    as_front_end,
    explain_extension_answer,
    sign_extension_token,
    verify_extension_token,
)
from twitchkit.secret import Secret
from twitchkit.wire import Request
from unit.oauth.stage import tells_no_secret, written

VECTORS: dict[str, Any] = json.loads((Path(__file__).parents[2] / "vectors/oauth/extension.json").read_text())
RAW = b"CANARY-\xfb\xff-shared-secret-of-bytes"
SECRET = Secret(b64encode(RAW).decode())
OLDER = Secret(b64encode(b"CANARY-older-secret-of-32-bytes!").decode())
NOW_S = int(NOON.timestamp())


def at_noon(claims: dict[str, Any]) -> dict[str, Any]:
    return {name: value + NOW_S if name in ("exp", "iat") else value for name, value in claims.items()}


def made(key: bytes = RAW, **claims: Any) -> Secret:
    told = {"exp": NOW_S + 60, "role": "viewer", **claims}
    return Secret(
        jwt.encode({"alg": "HS256"}, {k: v for k, v in told.items() if v is not ...}, OctKey.import_key(key))
    )


def checked(token: Secret, *secrets: Secret) -> ExtensionClaims:
    return verify_extension_token(token, secrets or [SECRET], now=NOON)


@pytest.mark.parametrize("row", VECTORS["signed"], ids=lambda row: row["name"])
def test_a_backends_token_is_as_documented(row: dict[str, Any]) -> None:
    give = dict(row["give"])
    if life_s := give.pop("lifetime_s", None):
        give["lifetime"] = timedelta(seconds=life_s)

    token = sign_extension_token(SECRET, user_id="100000001", now=NOON, **give)

    read = jwt.decode(token.reveal(), OctKey.import_key(RAW), algorithms=["HS256"])
    assert read.claims == at_noon(row["claims"])
    assert read.header == {"alg": "HS256", "typ": "JWT"}
    assert checked(token).role == "external"


@pytest.mark.parametrize("row", VECTORS["helper"], ids=lambda row: row["name"])
def test_the_helpers_token_is_read(row: dict[str, Any]) -> None:
    claims = checked(made(**at_noon(row["claims"])))

    told = {
        name: list(value) if isinstance(value, tuple) else value for name, value in written(claims).items()
    }
    assert told == row["told"]
    assert claims.is_logged_in == row["logged_in"]


@pytest.mark.parametrize(
    "secret",
    [
        b64encode(RAW).decode(),
        b64encode(RAW).decode().rstrip("="),
        urlsafe_b64encode(RAW).decode(),
        f" {b64encode(RAW).decode()}\n",
    ],
)
def test_a_secret_is_base64_with_or_without_padding(secret: str) -> None:
    assert checked(sign_extension_token(Secret(secret), user_id="1", now=NOON)).user_id == "1"


@pytest.mark.parametrize("secret", ["", "CANARY!!", "CANARY", "é" * 44, "CANARYCANARY"])
def test_a_secret_that_is_none_is_told_without_showing_it(secret: str) -> None:
    with pytest.raises(InvalidSetting) as caught:
        sign_extension_token(Secret(secret), user_id="1", now=NOON)

    assert tells_no_secret(caught.value)


def test_every_active_secret_is_tried() -> None:
    assert checked(made(), OLDER, SECRET)
    with pytest.raises(ExtensionTokenRefused, match="signature"):
        checked(made(), OLDER)
    with pytest.raises(InvalidSetting):
        verify_extension_token(made(), [], now=NOON)


@pytest.mark.parametrize(
    ("token", "reason"),
    [
        (made(exp=NOW_S - 30), "ended"),
        (made(exp=...), "exp"),
        (made(exp="soon"), "exp"),
        (made(exp=True), "exp"),
        (made(exp=(NOW_S + 60) * 1000), "milliseconds"),
        (made(exp=10**30), "milliseconds"),
        (made(iat=NOW_S + 31), "future"),
        (made(role=...), "role"),
        (made(role=5), "role"),
        (made(b"another-secret-of-enough-bytes--"), "signature"),
        (
            Secret(
                jwt.encode({"alg": "HS512"}, {"exp": NOW_S + 60}, OctKey.import_key(b"x" * 64), ["HS512"])
            ),
            "HS256",
        ),
        (Secret(jwt.encode({"alg": "RS256"}, {"exp": NOW_S + 60}, RSAKey.generate_key(2048))), "HS256"),
        (Secret("eyJhbGciOiJub25lIn0.e30."), "HS256"),
        (Secret("CANARY"), "JWT"),
        (Secret(""), "JWT"),
    ],
)
def test_a_token_that_proves_nothing_is_refused(token: Secret, reason: str) -> None:
    with pytest.raises(ExtensionTokenRefused, match=reason) as caught:
        checked(token)

    assert tells_no_secret(caught.value)


def test_clocks_may_differ_a_little() -> None:
    assert checked(made(exp=NOW_S - 29, iat=NOW_S + 30)).role == "viewer"


def test_a_role_and_targets_nobody_has_heard_of_survive() -> None:
    claims = checked(
        made(role="editor", pubsub_perms={"listen": ["x", 5], "send": "broadcast"}, is_unlinked="yes")
    )

    assert (claims.role, claims.listen, claims.send, claims.is_unlinked) == ("editor", ("x",), (), False)
    assert checked(made(pubsub_perms=[])).listen == ()


@pytest.mark.parametrize(
    ("more", "parameter"),
    [
        ({"role": "king"}, "role"),
        ({"user_id": ""}, "user_id"),
        ({"user_id": "name"}, "user_id"),
        ({"lifetime": timedelta(0)}, "lifetime"),
        ({"lifetime": timedelta(days=2)}, "lifetime"),
    ],
)
def test_a_token_that_twitch_would_refuse_is_not_signed(more: dict[str, Any], parameter: str) -> None:
    given: dict[str, Any] = {"user_id": "1", **more}
    with pytest.raises(InvalidRequest) as caught:
        sign_extension_token(SECRET, now=NOON, **given)

    assert caught.value.parameter == parameter


def test_front_end_and_backend_show_their_tokens_in_their_own_way() -> None:
    request = Request("GET", "https://api.twitch.tv/helix/users")

    front = as_front_end(request, Secret("CANARY-helix"), client_id="ext1")
    back = as_backend(request, Secret("CANARY-jwt"), client_id="ext1")

    assert front.headers == {"Client-Id": "ext1", "Authorization": Secret("Extension CANARY-helix")}
    assert back.headers == {"Client-Id": "ext1", "Authorization": Secret("Bearer CANARY-jwt")}
    assert "CANARY" not in repr((front, front.headers, back, back.headers))


@pytest.mark.parametrize(
    ("front_end", "message", "hint"),
    [
        (True, "Invalid OAuth token", "onAuthorized"),
        (False, "JWT token is missing", "extension sign"),
        (False, "invalid token", "active secret"),
    ],
)
def test_a_401_is_explained(*, front_end: bool, message: str, hint: str) -> None:
    error = explain_extension_answer(answer(401, {"message": message}), front_end=front_end)

    assert isinstance(error, ExtensionTokenRefused)
    assert message in error.why
    assert hint in error.fix


def test_a_429_names_the_limit_and_the_wait() -> None:
    told = answer(429, {"message": "Too Many Requests"}, Ratelimit_Reset=str(NOW_S + 20))

    front = explain_extension_answer(told, front_end=True)
    back = explain_extension_answer(told, front_end=False, operation="send_extension_chat_message")

    assert isinstance(front, RateLimited)
    assert isinstance(back, RateLimited)
    assert ("30 requests" in front.why, "12 messages" in back.why) == (True, True)
    assert front.retry_after_s == 20
    bare = explain_extension_answer(answer(429, Ratelimit_Reset="soon"), front_end=False)
    assert isinstance(bare, RateLimited)
    assert bare.retry_after_s is None


def test_other_answers_are_not_an_extensions_matter() -> None:
    assert explain_extension_answer(answer(404), front_end=True) is None
