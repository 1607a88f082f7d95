from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st

from screenplay import NOON
from twitchkit.errors import NotARedirect, TwitchkitError
from twitchkit.oauth import App, accept, explain_page, read_redirect, remarks_on_redirect_uri
from twitchkit.oauth.authorize import authorize
from twitchkit.oauth.scope_set import decode_scopes, join_scopes, read_scopes

STATE = "CANARY-state-0123456789"
PIECES = st.sampled_from(
    [
        "http://localhost:3000", "/", "?", "#", "&", "=", "code", "code=", "access_token=", "id_token=",
        "scope=", "state=", f"state={STATE}", "error=", "error=access_denied", "error=redirect_mismatch",
        "error_description=", "a%3Ab", "%253A", "%", "%2", "%zz", "+", "%00", "%0A", "[", "]", "\ud800",
        "\x00", "é", "https://[::1", "CANARY-value",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=14).map("".join))


@given(TEXTS)
@example("http://[::1?code=a")
@example("code=\ud800")
def test_any_text_is_an_answer_or_is_none_and_nothing_else_is_raised(text: str) -> None:
    try:
        returned = read_redirect(text)
    except NotARedirect:
        return
    assert "CANARY" not in repr((returned.code, returned.access_token, returned.id_token, returned.state))
    assert returned.error.isprintable()
    assert returned.error_description.isprintable()


@given(TEXTS)
def test_nothing_is_accepted_without_the_state(text: str) -> None:
    pending = authorize(App("abc"), redirect_uri="http://localhost", state=STATE, now=NOON)
    try:
        granted = accept(pending, text, now=NOON)
    except TwitchkitError:
        return
    assert STATE in text
    assert granted.code
    assert granted.pending.spent_at == NOON


@given(TEXTS)
def test_scopes_are_read_from_any_text_and_are_stable(text: str) -> None:
    scopes = decode_scopes(text)

    assert not any(re.search(r"%[0-9A-Fa-f]{2}|\s|\+|,", scope) for scope in scopes)
    assert "" not in scopes
    assert decode_scopes(" ".join(scopes)) == scopes


@given(st.one_of(st.none(), st.text(), st.lists(st.text())))
def test_joining_and_reading_scopes_are_each_others_reverse(value: str | list[str] | None) -> None:
    scopes = read_scopes(value)

    assert read_scopes(join_scopes(scopes)) == scopes
    assert join_scopes(value or ()).split() == list(dict.fromkeys(join_scopes(value or ()).split()))
    assert read_scopes(join_scopes(value or ())) == scopes


@given(TEXTS)
def test_any_text_of_a_page_is_explained(text: str) -> None:
    assert isinstance(explain_page(text, redirect_uri="http://localhost"), TwitchkitError)
    assert isinstance(remarks_on_redirect_uri(text), tuple)
