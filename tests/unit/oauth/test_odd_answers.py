"""Answers as they may come, from what is known of Twitch alone: nothing that can be read is refused, and
nothing that is no word of Twitch's ends a login.
"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from screenplay import NOON, FakeClock, answer
from twitchkit.errors import (
    AuthorizationDenied,
    ClientRefused,
    RefreshRefused,
    RequestRefused,
    SecretRequired,
    ServerTrouble,
    TokenRefused,
    UnexpectedAnswer,
)
from twitchkit.oauth import Token, Validation, request_app_token
from twitchkit.oauth.device_code import await_device, start_device
from twitchkit.oauth.openid import userinfo
from twitchkit.oauth.refresh import refresh
from twitchkit.oauth.revoke import revoke
from twitchkit.oauth.token_endpoint import UNSTATED_LIFE
from twitchkit.oauth.validate import validate
from twitchkit.secret import Secret
from twitchkit.wire import Response
from unit.oauth.stage import APP, ID, PUBLIC, Stage

PAIR: dict[str, Any] = {
    "access_token": "rfx2uswqe8l4g1mkagrvg5tv0ks3",
    "expires_in": 14124,
    "refresh_token": "5b93chm6hdve3mycz05zfzatkfdenfspp1h1ar2xxdalen01",
    "scope": ["channel:moderate", "chat:edit"],
    "token_type": "bearer",
}
USER: dict[str, Any] = {
    "client_id": "abc123",
    "login": "twitchdev",
    "scopes": ["channel:read:subscriptions"],
    "user_id": "141981764",
    "expires_in": 5520838,
}
PAGE = b"<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n</html>\r\n"
BOM = b"\xef\xbb\xbf"
HELD = Token(
    access_token=Secret("CANARY-access"),
    client_id="abc123",
    issued_at=NOON,
    scopes=frozenset({"bits:read"}),
    refresh_token=Secret("CANARY-refresh"),
)


def refreshed(*answers: Response) -> Token:
    return Stage(answers).run(refresh(APP, HELD, id_url=ID, now=NOON))


def validated(*answers: Response) -> Validation:
    return Stage(answers).run(validate(Secret("CANARY-access"), id_url=ID, now=NOON))


def without(told: dict[str, Any], *names: str, **more: object) -> dict[str, Any]:
    return {**{name: value for name, value in told.items() if name not in names}, **more}


@pytest.mark.parametrize(
    ("scope", "scopes"),
    [
        (["chat:read", "chat:edit"], {"chat:read", "chat:edit"}),
        ("chat:read chat:edit", {"chat:read", "chat:edit"}),
        ([], {"bits:read"}),
        ([""], {"bits:read"}),
        ("", {"bits:read"}),
        (None, {"bits:read"}),
        ([None, "chat:read"], {"chat:read"}),
        ({"odd": 1}, {"bits:read"}),
    ],
)
def test_scopes_come_in_any_shape(scope: object, scopes: set[str]) -> None:
    assert refreshed(answer(200, {**PAIR, "scope": scope})).scopes == scopes
    assert refreshed(answer(200, without(PAIR, "scope"))).scopes == {"bits:read"}


@pytest.mark.parametrize(
    ("expires_in", "life"),
    [
        (14124, timedelta(seconds=14124)),
        (14124.0, timedelta(seconds=14124)),
        ("14124", timedelta(seconds=14124)),
        (0, None),
        (None, UNSTATED_LIFE),
        ("soon", UNSTATED_LIFE),
        ("nan", UNSTATED_LIFE),
        ("-inf", UNSTATED_LIFE),
        (True, UNSTATED_LIFE),
        ([], UNSTATED_LIFE),
    ],
)
def test_lifetimes_come_in_any_shape(expires_in: object, life: timedelta | None) -> None:
    ends = None if life is None else NOON + life

    assert refreshed(answer(200, {**PAIR, "expires_in": expires_in})).expires_at == ends
    assert validated(answer(200, {**USER, "expires_in": expires_in})).expires_at == ends


def test_a_lifetime_that_is_not_told_is_a_short_one() -> None:
    assert refreshed(answer(200, without(PAIR, "expires_in"))).expires_at == NOON + UNSTATED_LIFE
    assert validated(answer(200, without(USER, "expires_in"))).expires_at == NOON + UNSTATED_LIFE


@pytest.mark.parametrize("told", [None, ""])
def test_a_refresh_that_names_no_new_token_keeps_the_old_one(told: object) -> None:
    for given in (without(PAIR, "refresh_token", refresh_token=told), without(PAIR, "refresh_token")):
        assert refreshed(answer(200, given)).refresh_token == Secret("CANARY-refresh")


def test_what_nobody_has_heard_of_does_not_matter() -> None:
    more = {"nonce": 5, "user": {"id": 1}, "token_type": "Bearer", "id_token": None, "created_at": "2026"}

    assert refreshed(answer(200, {**PAIR, **more})).access_token == Secret(PAIR["access_token"])
    assert validated(answer(200, {**USER, "created_at": 1, "roles": None})).login == "twitchdev"


def test_an_app_token_of_2019_has_nothing_to_refresh_it_with() -> None:
    told = without(PAIR, "expires_in", refresh_token="", scope=[], expires_in=5011271)

    token = Stage([answer(200, told)]).run(request_app_token(APP, id_url=ID, now=NOON))

    assert (token.refresh_token, token.scopes) == (None, frozenset())


@pytest.mark.parametrize(
    "nobody", [{}, {"login": None, "user_id": None}, {"login": "", "user_id": ""}], ids=repr
)
@pytest.mark.parametrize("scopes", [{}, {"scopes": None}, {"scopes": []}, {"scopes": ""}], ids=repr)
def test_an_apps_token_is_nobodys_however_that_is_said(
    nobody: dict[str, Any], scopes: dict[str, Any]
) -> None:
    told = validated(answer(200, {**without(USER, "login", "user_id", "scopes"), **nobody, **scopes}))

    assert (told.is_app, told.login, told.scopes) == (True, None, frozenset())


@pytest.mark.parametrize("before", [BOM, b"\n", BOM + b" \r\n"])
def test_a_mark_or_blanks_before_the_json_do_not_matter(before: bytes) -> None:
    for told in (PAIR, USER):
        response = Response(200, {"content-type": "text/plain"}, before + json.dumps(told).encode() + b"\n")
        if told is PAIR:
            assert refreshed(response).access_token == Secret(PAIR["access_token"])
        else:
            assert validated(response).user_id == "141981764"
    with pytest.raises(TokenRefused, match="invalid access token"):
        validated(Response(401, {}, before + b'{"status":401,"message":"invalid access token"}\n'))


def test_a_refusal_may_have_a_message_alone() -> None:
    for body in (
        {"message": "Invalid refresh token"},
        {"status": 400, "message": "Invalid refresh token"},
        {"error": "Bad Request", "status": 400, "message": "Invalid refresh token"},
        {"error": "Bad Request", "status": "400", "message": "Invalid refresh token", "more": []},
    ):
        with pytest.raises(RefreshRefused):
            refreshed(answer(400, body))
    for body in ({"status": 401, "message": "user disconnected"}, {"message": ""}, {}):
        with pytest.raises(RefreshRefused):
            refreshed(answer(401, body))


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_an_outage_with_a_page_says_nothing(status: int) -> None:
    page = Response(status, {"CONTENT-TYPE": "text/html"}, PAGE)
    for ask in (refreshed, validated):
        with pytest.raises(ServerTrouble):
            ask(*[page] * 4)
    assert refreshed(page, answer(200, PAIR)).access_token == Secret(PAIR["access_token"])


@pytest.mark.parametrize("status", [400, 401, 403, 404])
def test_a_page_of_something_between_is_no_word_of_twitchs(status: int) -> None:
    page = Response(status, {"content-type": "text/html; charset=utf-8"}, PAGE)
    for ask in (refreshed, validated):
        with pytest.raises(RequestRefused, match="page"):
            ask(page)


def test_a_200_that_is_a_page_is_not_believed() -> None:
    for ask in (refreshed, validated):
        with pytest.raises(UnexpectedAnswer):
            ask(Response(200, {"content-type": "text/html"}, PAGE))


def test_a_page_ends_no_token_and_names_nobody() -> None:
    page = Response(200, {"content-type": "text/html"}, PAGE)
    with pytest.raises(UnexpectedAnswer):
        Stage([page]).run(revoke(Secret("x"), client_id="abc123", id_url=ID))
    with pytest.raises(RequestRefused, match="page"):
        Stage([Response(401, page.headers, PAGE)]).run(userinfo(Secret("x"), client_id="abc123", id_url=ID))


def test_a_401_about_the_app_is_no_end_of_a_login() -> None:
    for message in ("invalid client secret", "missing client secret", "invalid client"):
        with pytest.raises((ClientRefused, SecretRequired)):
            refreshed(answer(401, {"status": 401, "message": message}))


def test_a_device_is_told_with_as_little_as_it_takes() -> None:
    bare = {
        "device_code": "ike3GM8QIdYZs43KdrWPIO36LofILoCyFEzjlQ91",
        "user_code": "ABCDEFGH",
        "verification_uri": "https://www.twitch.tv/activate?public=true&device-code=ABCDEFGH",
    }
    for told in (bare, {**bare, "expires_in": None, "interval": None}, {**bare, "interval": "5"}):
        device = Stage([answer(200, told)]).run(start_device(PUBLIC, id_url=ID, now=NOON))

        assert (device.interval_s, device.expires_at) == (5, NOON + timedelta(minutes=30))


@pytest.mark.parametrize(
    "pending",
    [
        {"status": 400, "message": "authorization_pending"},
        {"message": "Authorization_Pending"},
        {"error": "authorization_pending"},
    ],
    ids=repr,
)
def test_a_wait_is_told_by_either_name(pending: dict[str, Any]) -> None:
    clock = FakeClock()
    [device] = [
        Stage(
            [
                answer(
                    200,
                    {
                        "device_code": "x",
                        "user_code": "A",
                        "verification_uri": "https://www.twitch.tv/activate",
                        "expires_in": 1800,
                        "interval": 5,
                    },
                )
            ]
        ).run(start_device(PUBLIC, id_url=ID, now=NOON))
    ]
    said = [answer(400, pending), Response(502, {}, PAGE), answer(200, without(PAIR, "scope"))]

    token = Stage(said).run(await_device(PUBLIC, device, id_url=ID, clock=clock))

    assert token.scopes == frozenset()
    with pytest.raises(AuthorizationDenied):
        Stage([answer(400, {"message": "access_denied"})]).run(
            await_device(PUBLIC, device, id_url=ID, clock=clock)
        )
