from __future__ import annotations

from datetime import timedelta

import pytest

from screenplay import NOON, Screenplay, answer
from twitchkit.errors import (
    ClientMismatch,
    ConnectionCut,
    MissingScope,
    NotFound,
    NotPermitted,
    RateLimited,
    RequestRefused,
    ServerTrouble,
    TlsTrouble,
    TokenRefused,
    TwitchkitError,
    WrongTokenKind,
)
from twitchkit.helix.call import authorize, call
from twitchkit.helix.ratelimit import RateLimit
from twitchkit.helix.refusal import refusal, token_is_dead
from twitchkit.secret import Secret
from twitchkit.wire import Request, Response

READ = Request("GET", "https://api.twitch.tv/helix/users")
WRITE = Request("POST", "https://api.twitch.tv/helix/clips")
OK = answer(200, {"data": []})


def limited(after_s: float) -> Response:
    reset = str(int((NOON + timedelta(seconds=after_s)).timestamp()))
    return answer(
        429,
        {"error": "Too Many Requests", "status": 429, "message": "Request limit exceeded"},
        Ratelimit_Limit="800",
        Ratelimit_Remaining="0",
        Ratelimit_Reset=reset,
        Date=f"{NOON:%a, %d %b %Y %H:%M:%S} GMT",
    )


def test_the_two_headers_are_in_the_spelling_that_helix_takes() -> None:
    request = authorize(READ, client_id="abc", token=Secret("CANARY"))

    assert request.headers["Client-Id"] == "abc"
    assert request.headers["Authorization"] == Secret("Bearer CANARY")
    assert "CANARY" not in repr(request) + repr(request.headers)


def test_a_429_waits_for_the_reset_and_asks_again() -> None:
    stage = Screenplay([limited(23), OK])

    assert stage.run(call(READ)) is OK
    assert stage.sleeps == [23.0]


def test_a_write_may_be_sent_again_after_a_429_since_it_did_not_happen() -> None:
    stage = Screenplay([limited(5), OK])

    assert stage.run(call(WRITE)) is OK


def test_waiting_for_the_bucket_has_a_bound() -> None:
    stage = Screenplay([limited(50), limited(50), limited(50)])

    with pytest.raises(RateLimited) as caught:
        stage.run(call(READ))

    assert stage.sleeps == [50.0, 50.0]
    assert caught.value.retry_after_s == 50.0


def test_a_429_without_headers_waits_a_minute() -> None:
    stage = Screenplay([answer(429), OK])

    stage.run(call(READ))

    assert stage.sleeps == [60.0]


def test_a_reset_in_the_past_still_waits_a_second() -> None:
    stage = Screenplay([limited(-100), OK])

    stage.run(call(READ))

    assert stage.sleeps == [1.0]


def test_reads_are_asked_again_after_trouble_with_growing_waits() -> None:
    stage = Screenplay([answer(503), ConnectionCut(host="api.twitch.tv", reason="reset"), answer(500), OK])

    assert stage.run(call(READ)) is OK
    assert stage.sleeps == [0.5, 1.0, 2.0]


def test_trouble_that_stays_is_told_after_the_last_try() -> None:
    with pytest.raises(ServerTrouble, match=r"500.*4 tries"):
        Screenplay([answer(500)] * 4).run(call(READ))


@pytest.mark.parametrize("trouble", [answer(500), ConnectionCut(host="api.twitch.tv", reason="reset")])
def test_writes_are_never_sent_twice(trouble: Response | ConnectionCut) -> None:
    stage = Screenplay([trouble])

    with pytest.raises((ServerTrouble, ConnectionCut)):
        stage.run(call(WRITE))

    assert len(stage.requests) == 1


def test_a_refused_certificate_is_not_tried_again() -> None:
    stage = Screenplay([TlsTrouble(host="api.twitch.tv", reason="self-signed")])

    with pytest.raises(TlsTrouble):
        stage.run(call(READ))


@pytest.mark.parametrize(
    ("status", "message", "kind"),
    [
        (401, "Invalid OAuth token", TokenRefused),
        (401, "invalid access token", TokenRefused),
        (401, "OAuth token expired", TokenRefused),
        (401, "Unauthorized", TokenRefused),
        (401, "incorrect user authorization", NotPermitted),
        (401, "The broadcaster_id field is required", NotPermitted),
        (401, "The user is not authorized to delete one or more of the videos", NotPermitted),
        (401, "The user in moderator_id is not one of the broadcaster's moderators", NotPermitted),
        (401, "The ID in extension_id must match the client ID of the token", NotPermitted),
        (
            401,
            "The client ID specified in the Client-Id header does not match the access token's.",
            ClientMismatch,
        ),
        (401, "Missing scope: clips:edit", MissingScope),
        (401, "Missing clips:edit scope", MissingScope),
        (401, "Client ID and OAuth token do not match", ClientMismatch),
        (401, "Missing User OAUTH Token", WrongTokenKind),
        (401, "Must provide valid app token.", WrongTokenKind),
        (401, "JWT token is missing", WrongTokenKind),
        (
            401,
            "The ID in broadcaster_id must match the user ID found in the request's OAuth token.",
            WrongTokenKind,
        ),
        (403, "user is not an editor", NotPermitted),
        (404, "game not found", NotFound),
        (400, 'The parameter "id" was malformed', RequestRefused),
        (409, "conflict", RequestRefused),
        (410, "This API is deprecated.", RequestRefused),
        (429, "Request limit exceeded", RateLimited),
        (500, "", ServerTrouble),
    ],
)
def test_each_no_is_its_own_error_with_twitchs_words(
    status: int, message: str, kind: type[TwitchkitError]
) -> None:
    error = refusal(answer(status, {"error": "x", "status": status, "message": message}))

    assert type(error) is kind
    assert message in str(error)


@pytest.mark.parametrize(
    ("message", "dead"),
    [
        ("Invalid OAuth token", True),
        ("", True),
        ("The user in moderator_id is not one of the broadcaster's moderators", False),
        ("The user is not authorized to delete one or more of the videos", False),
        ("Missing scope: clips:edit", False),
        ("Client ID and OAuth token do not match", False),
        ("Must provide valid app token.", False),
        ("OAuth token is missing", False),
        ("Must provide a valid Client-ID or OAuth token", False),
        ("Client ID is missing", False),
    ],
)
def test_only_a_dead_token_is_mended_by_a_new_one(message: str, dead: bool) -> None:
    assert token_is_dead(answer(401, {"message": message})) is dead


@pytest.mark.parametrize("status", [401, 403, 404])
@pytest.mark.parametrize("kind", ["text/html; charset=utf-8", "application/json", ""])
def test_a_gateways_page_says_nothing_of_token_rights_or_things(kind: str, status: int) -> None:
    page = Response(status, {"content-type": kind}, b"\n<html><h1>Authorization Required</h1></html>")

    assert not token_is_dead(page)
    assert type(refusal(page)) is RequestRefused


def test_a_proxys_page_is_not_quoted() -> None:
    error = refusal(Response(502, {"content-type": "text/html"}, b"<html>CANARY</html>"))

    assert "text/html" in str(error)
    assert "CANARY" not in str(error)


def test_headers_that_are_no_numbers_are_no_rate_limit() -> None:
    assert (
        RateLimit.of(answer(200, {}, Ratelimit_Limit="x", Ratelimit_Remaining="1", Ratelimit_Reset="2"))
        is None
    )
    assert RateLimit.of(answer(200, {})) is None


def test_a_conflict_names_what_is_there_already() -> None:
    # Twitch: since 2026-04-17, for EventSub subscriptions.
    error = refusal(answer(409, {"message": "subscription already exists", "id": "f1c2"}))

    assert isinstance(error, RequestRefused)
    assert error.existing_id == "f1c2"
    assert "subscription already exists (id f1c2)" in str(error)
