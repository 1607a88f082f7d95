from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from screenplay import NOON
from twitchkit.errors import CodeLost, InvalidRequest, KrakenGone, SecretRequired, TwitchkitError
from twitchkit.oauth.kraken import (
    Carriage,
    authorize_kraken,
    carry,
    exchange_kraken_code,
    migrate,
    modern_call,
    read_kraken_redirect,
)
from twitchkit.oauth.kraken.calls import CALLS
from twitchkit.oauth.kraken.migration import OLD
from twitchkit.oauth.scopes import find_scope
from twitchkit.secret import Secret
from twitchkit.wire import Request
from unit.oauth.stage import APP, LOST, PUBLIC, STATE, Stage, response_of, shown, tells_no_secret, written

VECTORS: dict[str, Any] = json.loads((Path(__file__).parents[2] / "vectors/oauth/kraken.json").read_text())
HOME = "http://localhost:3000"
API = "https://api.twitch.tv"


@pytest.mark.parametrize("row", VECTORS["urls"], ids=lambda row: row["name"])
def test_an_old_authorize_url_is_as_documented(row: dict[str, Any]) -> None:
    pending = authorize_kraken(APP, redirect_uri=HOME, state=STATE, now=NOON, **row["give"])

    assert pending.url.reveal() == row["url"]


@pytest.mark.parametrize("row", VECTORS["exchanges"], ids=lambda row: row["name"])
def test_an_old_exchange_is_as_documented(row: dict[str, Any]) -> None:
    stage = Stage([response_of(row["answer"])])
    flow = exchange_kraken_code(
        APP, Secret("CANARY-code"), redirect_uri=HOME, state=STATE, api_url=API, now=NOON
    )

    if "error" in row:
        with pytest.raises(TwitchkitError) as caught:
            stage.run(flow)
        assert caught.value.code == row["error"]
        assert tells_no_secret(caught.value)
    else:
        assert written(stage.run(flow)) == row["result"]
    assert [shown(request) for request in stage.requests] == [row["request"]]


def test_an_old_code_is_sent_once() -> None:
    stage = Stage([LOST[0]])

    with pytest.raises(CodeLost):
        stage.run(
            exchange_kraken_code(APP, Secret("c"), redirect_uri=HOME, state=STATE, api_url=API, now=NOON)
        )
    with pytest.raises(SecretRequired):
        Stage().run(
            exchange_kraken_code(PUBLIC, Secret("c"), redirect_uri=HOME, state=STATE, api_url=API, now=NOON)
        )


def test_an_old_implicit_token_is_in_the_fragment() -> None:
    pending = authorize_kraken(
        APP, redirect_uri=HOME, scopes="user_read", state=STATE, now=NOON, response_type="token"
    )

    granted = read_kraken_redirect(
        pending, f"{HOME}/#access_token=CANARY-access&scope=user_read&state={STATE}", now=NOON
    )

    assert granted.access_token == Secret("CANARY-access")
    assert not granted.difference


@pytest.mark.parametrize("row", VECTORS["carriage"], ids=lambda row: f"{row['by']} {row['method']}")
def test_a_token_travels_as_old_code_sent_it(row: dict[str, Any]) -> None:
    body = row["give"].get("body")
    request = Request(row["method"], row["give"]["url"], body=body.encode() if body else None)

    if "error" in row:
        with pytest.raises(InvalidRequest):
            carry(request, Secret("CANARY-access"), by=Carriage(row["by"]))
        return
    carried = carry(request, Secret("CANARY-access"), by=Carriage(row["by"]), client_id="abc123")

    told = shown(carried)
    assert told == {name: row[name] for name in told}
    assert "CANARY" not in repr(carried)


def test_a_token_does_not_enter_a_body_that_is_no_form() -> None:
    request = Request("POST", f"{API}/kraken/x", {"Content-Type": "application/json"}, b"{}")

    with pytest.raises(InvalidRequest, match="form"):
        carry(request, Secret("CANARY-access"), by=Carriage.BODY)


@pytest.mark.parametrize("row", VECTORS["scopes"], ids=lambda row: row["old"])
def test_an_old_scope_becomes_todays(row: dict[str, Any]) -> None:
    migration = migrate([row["old"]])

    assert list(migration.scopes) == row["new"]
    if not row["new"]:
        assert migration.without_successor == (row["old"],)
        assert migration.rows[0].remark


def test_scopes_migrate_together_in_their_order() -> None:
    migration = migrate("channel_editor, user_read channel_read")

    assert migration.scopes == (
        "channel:manage:broadcast",
        "channel:manage:videos",
        "user:read:email",
        "channel:read:stream_key",
        "channel:read:editors",
    )
    assert [row.kind for row in migrate("user_read clips:edit whispers:read user_reed").rows] == [
        "kraken", "current", "superseded", "unknown",
    ]  # fmt: skip
    assert "user_read" in migrate("user_reed").rows[0].remark


def test_every_successor_is_a_scope_of_today() -> None:
    successors = {name for names, _ in OLD.values() for name in names}

    assert [name for name in sorted(successors) if find_scope(name).status != "current"] == []


@pytest.mark.parametrize("row", VECTORS["calls"], ids=lambda row: f"{row['method']} {row['url']}")
def test_an_old_call_has_its_modern_one(row: dict[str, Any]) -> None:
    found = modern_call(row["method"], row["url"])

    assert list(found.helix) == row["helix"]
    assert found.helix or found.remark
    assert "CANARY" not in str(found.error())


def test_the_old_scopes_of_the_calls_are_those_of_the_table() -> None:
    assert {scope for call in CALLS for scope in call.scopes} <= OLD.keys()


def test_kraken_is_told_to_be_gone_with_the_way_on() -> None:
    error = modern_call("GET", "/kraken/user").error()

    assert isinstance(error, KrakenGone)
    assert "2022" in str(error)
    assert "GET /users" in error.fix
