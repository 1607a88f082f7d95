from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from screenplay import NOON
from twitchkit.errors import (
    AuthorizationDenied,
    AuthorizationExpired,
    AuthorizationSpent,
    InvalidRequest,
    RedirectMismatch,
    StateMismatch,
)
from twitchkit.oauth import Pending, accept, explain_page, remarks_on_redirect_uri
from twitchkit.oauth.authorize import authorize
from twitchkit.secret import Secret
from unit.oauth.stage import APP, STATE

HOME = "http://localhost:3000"


def pending(**more: object) -> Pending:
    given: dict[str, object] = {
        "redirect_uri": HOME, "scopes": "bits:read clips:edit", "state": STATE, "now": NOON, **more,
    }  # fmt: skip
    return authorize(APP, **given)  # type: ignore[arg-type]


def test_a_login_is_finished_once() -> None:
    answer = f"{HOME}?code=c&scope=bits:read&state={STATE}"

    granted = accept(pending(), answer, now=NOON)

    assert granted.pending.spent_at == NOON
    with pytest.raises(AuthorizationSpent):
        accept(granted.pending, answer, now=NOON)


def test_a_login_is_finished_in_time() -> None:
    answer = f"{HOME}?code=c&state={STATE}"
    started = pending(lifetime=timedelta(minutes=10))

    accept(started, answer, now=NOON + timedelta(minutes=9, seconds=59))
    with pytest.raises(AuthorizationExpired, match="10 minutes"):
        accept(started, answer, now=NOON + timedelta(minutes=10))


def test_a_foreign_state_is_told_before_anything_else_is_looked_at() -> None:
    spent = replace(pending(), spent_at=NOON)

    with pytest.raises(StateMismatch):
        accept(spent, f"{HOME}?error=access_denied&state=another", now=NOON + timedelta(days=1))


def test_states_are_compared_in_constant_time(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[bytes, bytes]] = []

    def compare(one: bytes, other: bytes) -> bool:
        asked.append((one, other))
        return one == other

    monkeypatch.setattr("hmac.compare_digest", compare)

    assert not pending().is_answered_by(Secret("x"))
    assert not pending().is_answered_by(None)
    assert pending().is_answered_by(Secret(STATE))
    assert len(asked) == 3


def test_what_was_granted_is_compared_with_what_was_asked_for() -> None:
    granted = accept(pending(), f"{HOME}?code=c&scope=bits%3Aread+user%3Aedit&state={STATE}", now=NOON)

    assert granted.difference
    assert (granted.difference.missing, granted.difference.added) == (("clips:edit",), ("user:edit",))
    same = accept(pending(), f"{HOME}?code=c&scope=clips:edit%20bits:read&state={STATE}", now=NOON)
    assert same.difference is not None
    assert not same.difference
    untold = accept(pending(), f"{HOME}?code=c&state={STATE}", now=NOON)
    assert untold.difference is None


def test_only_the_scopes_are_decoded_more_than_once() -> None:
    state = "CANARY-%41%2541-0123456789"
    started = pending(state=state)

    granted = accept(
        started, f"{HOME}?code=a%2541&scope=a%25253Ab&state=CANARY-%2541%252541-0123456789", now=NOON
    )

    assert granted.code is not None
    assert granted.code.reveal() == "a%41"
    assert {"a:b"} == granted.scopes


def test_foreign_words_reach_the_terminal_as_plain_text() -> None:
    with pytest.raises(AuthorizationDenied) as caught:
        accept(
            pending(),
            f"{HOME}?error=access_denied&error_description=%1b[31mred%0Aline&state={STATE}",
            now=NOON,
        )

    assert "\x1b" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_mismatch_says_which_url_to_register() -> None:
    with pytest.raises(RedirectMismatch) as caught:
        accept(pending(), f"https://other.example/?error=redirect_mismatch&state={STATE}", now=NOON)

    assert HOME in caught.value.fix
    assert "dev.twitch.tv/console" in caught.value.fix


@pytest.mark.parametrize(
    ("more", "parameter"),
    [
        ({"state": "short"}, "state"),
        ({"response_type": "password"}, "response_type"),
        ({"response_type": ""}, "response_type"),
        ({"response_type": "id_token"}, "nonce"),
        ({"redirect_uri": ""}, "redirect_uri"),
    ],
)
def test_a_login_that_would_not_be_safe_is_not_started(more: dict[str, str], parameter: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        pending(**more)

    assert parameter == caught.value.parameter


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"status":400,"message":"missing client id"}', "client-refused"),
        ('{"status":400,"message":"invalid client"}', "client-refused"),
        ("Parameter redirect_uri does not match registered URI", "redirect-mismatch"),
        ('{"status":400,"message":"missing device_code"}', "authorization-refused"),
        ("anything \ud800", "authorization-refused"),
        ("", "authorization-refused"),
    ],
)
def test_errors_that_stay_on_twitchs_page_are_explained(text: str, code: str) -> None:
    assert code == explain_page(text, redirect_uri=HOME).code


@pytest.mark.parametrize(
    ("uri", "remark"),
    [
        ("http://127.0.0.1:3000", "localhost"),
        ("http://app.localhost:3000", "localhost"),
        ("http://example.com/cb", "https"),
        ("https://example.com/cb#x", "fragment"),
        ("localhost:3000", "whole URL"),
        ("http://[::1", "no URL"),
        (" http://localhost:3000 ", "blank"),
    ],
)
def test_a_redirect_uri_that_will_fail_is_told_beforehand(uri: str, remark: str) -> None:
    assert remark in " ".join(remarks_on_redirect_uri(uri))


@pytest.mark.parametrize("uri", ["http://localhost:3000", "http://localhost:3000/", "https://example.com/cb"])
def test_a_good_redirect_uri_gets_no_remark(uri: str) -> None:
    assert remarks_on_redirect_uri(uri) == ()


def test_a_login_survives_as_a_text() -> None:
    begun = pending(nonce="n" * 20)

    again = Pending.load(begun.dump())

    assert again == begun
    assert STATE not in f"{begun.dump()!r} {begun!r}"
    assert accept(again, f"{HOME}?code=c&state={STATE}", now=NOON).code == Secret("c")


@pytest.mark.parametrize("text", ["", "{}", "null", '{"url": 5}', "\ud800"])
def test_a_text_that_is_no_login_is_refused(text: str) -> None:
    with pytest.raises(InvalidRequest, match="dump"):
        Pending.load(text)
