from __future__ import annotations

from datetime import timedelta

import pytest

from screenplay import NOON, answer
from twitchkit.errors import (
    DeviceCodeExpired,
    DeviceRefused,
    NetworkError,
    TlsTrouble,
    TwitchkitError,
    UnexpectedAnswer,
)
from twitchkit.oauth import DeviceCode, Token, await_device, start_device
from twitchkit.secret import Secret
from twitchkit.wire import Response
from unit.oauth.stage import ID, LOST, NOT_SENT, PUBLIC, Stage, refused, tells_no_secret

PENDING = refused(400, "authorization_pending")
GOOD = answer(
    200, {"access_token": "new", "expires_in": 14000, "refresh_token": "next", "scope": ["bits:read"]}
)
STARTED = {
    "device_code": "CANARY-device", "expires_in": 1800, "interval": 5, "user_code": "ABCDEFGH",
    "verification_uri": "https://www.twitch.tv/activate?device-code=ABCDEFGH",
}  # fmt: skip


def device(life_s: float = 1800) -> DeviceCode:
    return DeviceCode(
        user_code="ABCDEFGH",
        verification_uri="https://www.twitch.tv/activate",
        device_code=Secret("CANARY-device"),
        interval_s=5,
        issued_at=NOON,
        expires_at=NOON + timedelta(seconds=life_s),
    )


def polled(stage: Stage, code: DeviceCode | None = None) -> Token:
    return stage.run(await_device(PUBLIC, code or device(), id_url=ID, clock=stage.clock))


def test_it_waits_for_the_person_at_the_pace_twitch_asked_for() -> None:
    stage = Stage([PENDING, refused(400, "Authorization_Pending"), GOOD])

    token = polled(stage)

    assert stage.sleeps == [5, 5, 5]
    assert NOON + timedelta(seconds=15) == token.issued_at


@pytest.mark.parametrize(
    "slower", [refused(400, "slow_down"), answer(400, {"error": "slow_down"}), answer(429)]
)
def test_it_slows_down_for_good_when_told(slower: Response) -> None:
    stage = Stage([PENDING, slower, PENDING, slower, GOOD])

    polled(stage)

    assert stage.sleeps == [5, 5, 10, 10, 15]


@pytest.mark.parametrize(
    "trouble",
    [*LOST, *NOT_SENT, *[Response(status, {}, b"<html>") for status in (503, 404, 403, 200)], Response(404)],
    ids=repr,
)
def test_a_bad_line_does_not_end_a_login(trouble: NetworkError | Response) -> None:
    stage = Stage([trouble, trouble, PENDING, GOOD])

    polled(stage)

    assert stage.sleeps == [5, 10, 20, 5]


def test_a_certificate_nobody_trusts_ends_it_at_once() -> None:
    with pytest.raises(TlsTrouble):
        polled(Stage([TlsTrouble(host="id.twitch.tv", reason="Not trusted.")]))


def test_it_ends_with_the_code() -> None:
    stage = Stage([PENDING] * 2)

    with pytest.raises(DeviceCodeExpired):
        polled(stage, device(life_s=14))

    assert (stage.clock.now() - NOON).total_seconds() == 15


def test_waits_in_an_outage_do_not_outlast_the_code_nor_grow_without_end() -> None:
    stage = Stage([Response(503, {}, b"")] * 33)

    with pytest.raises(DeviceCodeExpired):
        polled(stage)

    assert max(stage.sleeps) == 60


def test_an_approval_whose_answer_was_lost_is_explained() -> None:
    with pytest.raises(DeviceRefused, match="may have been the approval") as caught:
        polled(Stage([PENDING, LOST[0], refused(400, "invalid device code")]))

    assert tells_no_secret(caught.value)


@pytest.mark.parametrize(
    "body",
    [
        b"<html>",
        b"{}",
        b'{"device_code":"","user_code":"x","verification_uri":"https://x"}',
        b'{"device_code":"x","user_code":"x","verification_uri":"javascript:alert()"}',
    ],
)
def test_an_answer_without_a_usable_code_is_none(body: bytes) -> None:
    with pytest.raises(UnexpectedAnswer):
        Stage([Response(200, {}, body)]).run(start_device(PUBLIC, id_url=ID, now=NOON))


@pytest.mark.parametrize(
    ("told", "interval_s"), [(None, 5), (0, 5), (-3, 5), (0.5, 1), (900, 60), ("nan", 5)]
)
def test_the_pace_is_a_sane_one(told: float | str | None, interval_s: float) -> None:
    started = {name: value for name, value in STARTED.items() if name != "interval"}
    if told is not None:
        started["interval"] = told

    code = Stage([answer(200, started)]).run(start_device(PUBLIC, id_url=ID, now=NOON))

    assert interval_s == code.interval_s


@pytest.mark.parametrize(("told", "life_s"), [("nan", 1800), (-1, 1800), (0.5, 1), ("inf", 86400)])
def test_a_code_lives_for_a_sane_time(told: float | str, life_s: float) -> None:
    started = answer(200, STARTED | {"expires_in": told})

    code = Stage([started]).run(start_device(PUBLIC, id_url=ID, now=NOON))

    assert (code.expires_at - NOON).total_seconds() == life_s


def test_no_refusal_holds_the_code() -> None:
    for status in (400, 401, 403, 404, 418):
        with pytest.raises(TwitchkitError) as caught:
            polled(Stage([refused(status, "no: CANARY-device")]))
        assert tells_no_secret(caught.value)
