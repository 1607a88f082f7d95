"""`twitchkit api` without a network: what would be sent, and what is refused before."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from screenplay import NOON
from twitchkit.cli.main import run
from twitchkit.client.system import SystemClock
from twitchkit.helix import ENDPOINTS
from twitchkit.helix.example import example as shortest
from twitchkit.oauth import Token
from twitchkit.oauth.login import Login
from twitchkit.secret import Secret
from twitchkit.vault.file import FileVault
from vectors.helix.reading import vector

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `twitchkit api …` with an app, in an empty home."""
    for name in ("TWITCHKIT_ACCOUNT", "TWITCH_EXTENSION_SECRET", "TWITCHKIT_API_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TWITCHKIT_HOME", str(tmp_path))
    monkeypatch.setenv("TWITCH_CLIENT_ID", "abc")
    monkeypatch.setenv("TWITCH_CLIENT_SECRET", "CANARY-secret")
    monkeypatch.chdir(tmp_path)

    def run_it(*words: str, stdin: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        status = run(["api", *words])
        out, err = capsys.readouterr()
        return status, out, err

    return run_it


def logged_in(folder: Path, account: str, *scopes: str) -> None:
    token = Token(
        access_token=Secret("CANARY-token"), client_id="abc", issued_at=NOON, scopes=frozenset(scopes)
    )
    FileVault(folder / "vault", clock=SystemClock()).save(account, Login(token=token, validated_at=NOON))


def planned(call: Run, *words: str, stdin: str = "") -> dict[str, Any]:
    status, out, err = call(*words, "--dry-run", "--json", stdin=stdin)
    assert status == 0, err
    return json.loads(out)


def texts_of(value: Any) -> list[str]:
    if isinstance(value, list):
        return [text for one in value for text in texts_of(one)]
    return [value if isinstance(value, str) else json.dumps(value)]


@pytest.mark.parametrize("operation", sorted(ENDPOINTS))
def test_every_endpoint_is_called_with_words_alone(operation: str, call: Run) -> None:
    expected = vector(operation)["request"]
    words = [f"{name}={text}" for name, value in expected["parameters"].items() for text in texts_of(value)]

    [sent] = planned(call, operation, *words)["requests"]

    parts = urlsplit(sent["url"])
    assert (sent["method"], f"{parts.path}?{parts.query}".rstrip("?")) == (
        expected["method"],
        expected["url"],
    )
    assert sent["body"] == hidden(expected["body"])


def hidden(body: Any) -> Any:
    if isinstance(body, dict):
        return {name: "[redacted]" if name == "secret" else hidden(one) for name, one in body.items()}
    return [hidden(one) for one in body] if isinstance(body, list) else body


@pytest.mark.parametrize("operation", sorted(ENDPOINTS))
def test_every_endpoint_is_called_by_its_path_with_its_body_as_json(operation: str, call: Run) -> None:
    expected, kind = vector(operation)["request"], ENDPOINTS[operation]
    given: dict[str, Any] = expected["parameters"]
    words = [
        f"{name}={text}"
        for name, value in given.items()
        if name not in kind.in_body
        for text in texts_of(value)
    ]
    body = json.dumps({name: value for name, value in given.items() if name in kind.in_body})

    told = planned(
        call, kind.method, kind.path, *words, *(["--body", "-"] if kind.in_body else []), stdin=body
    )

    assert (told["operation"], told["requests"][0]["body"]) == (operation, hidden(expected["body"]))


@pytest.mark.parametrize("operation", sorted(ENDPOINTS))
def test_the_example_that_show_gives_is_right(operation: str, call: Run) -> None:
    status, out, err = call("show", operation, "--json")
    assert status == 0, err
    words = json.loads(out)["example"]

    assert words == [f"{name}={text}" for name, text in shortest(ENDPOINTS[operation])]
    assert planned(call, operation, *words)["operation"] == operation


@pytest.mark.parametrize(
    "words",
    [
        ["get_users", "login=a", "login=b"],
        ["GetUsers", "login=a", "login=b"],
        ["get-users", "login=a", "login=b"],
        ["GET", "users", "login=a", "login=b"],
        ["get", "/helix/users", "login=a", "login=b"],
        ["GET", "/users?login=a", "login=b"],
        ["GET", "https://api.twitch.tv/helix/users?login=a&login=b"],
    ],
)
def test_an_endpoint_has_many_spellings(words: list[str], call: Run) -> None:
    told = planned(call, *words)

    assert told["requests"][0]["url"] == "https://api.twitch.tv/helix/users?login=a&login=b"


def test_a_dry_run_tells_what_the_call_needs(call: Run) -> None:
    words = ["ban_user", "broadcaster_id=1", "moderator_id=2", "user_id=3", "reason=x"]
    told = planned(call, *words)

    assert told["requests"] == [
        {
            "method": "POST",
            "url": "https://api.twitch.tv/helix/moderation/bans?broadcaster_id=1&moderator_id=2",
            "headers": {
                "Authorization": "Bearer [redacted]",
                "Client-Id": "abc",
                "Content-Type": "application/json",
            },
            "body": {"data": {"user_id": "3", "reason": "x"}},
        }
    ]
    assert (told["tokens"], told["scopes"]) == (["user", "app"], ["moderator:manage:banned_users"])
    assert (told["account"], told["hindrance"]) == ("app", "")
    assert "moderator:manage:banned_users and user:bot" in told["app_grants"][0]

    status, out, _ = call(*words, "--dry-run")
    assert status == 0
    assert '"user_id": "3"' in out
    assert "scopes:     moderator:manage:banned_users" in out


def test_a_dry_run_shows_no_secret(call: Run) -> None:
    status, out, err = call(
        "create_eventsub_subscription",
        "--body",
        json.dumps(
            {
                "type": "stream.online",
                "version": "1",
                "condition": {"broadcaster_user_id": "1"},
                "transport": {"method": "webhook", "callback": "https://x.example", "secret": "CANARY-hook"},
            }
        ),
        "--dry-run",
    )

    assert (status, "[redacted]" in out, "CANARY" in out + err) == (0, True, False)


def test_too_many_values_are_several_requests(call: Run) -> None:
    told = planned(call, "get_clips", *(f"id=Slug{number}" for number in range(150)))

    assert [one["url"].count("id=") for one in told["requests"]] == [100, 50]


def test_the_default_account_is_used_once_somebody_is_logged_in(call: Run, tmp_path: Path) -> None:
    assert planned(call, "get_users", "id=1")["account"] == "app"
    logged_in(tmp_path, "default", "bits:read")

    assert planned(call, "get_users", "id=1")["account"] == "default"
    assert planned(call, "get_users", "id=1", "--app")["account"] == "app"
    assert planned(call, "get_conduits")["account"] == "app"
    told = planned(call, "create_clip", "broadcaster_id=1")
    assert (told["account"], told["hindrance"]) == ("default", "needs clips:edit")
    told = planned(call, "create_clip", "broadcaster_id=1", "--account", "mybot")
    assert told["hindrance"] == "nobody is logged in as account mybot"


def test_an_extensions_call_is_not_anybodys(call: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ["get_extension_secrets", "extension_id=abc"]
    told = planned(call, *words)
    assert told["account"] is None
    assert "TWITCH_EXTENSION_SECRET" in told["hindrance"]

    monkeypatch.setenv("TWITCH_EXTENSION_SECRET", "CANARY-extension")
    monkeypatch.setenv("TWITCH_EXTENSION_OWNER_ID", "7")
    assert planned(call, *words)["hindrance"] == ""


def test_what_needs_no_token_carries_none(call: Run) -> None:
    told = planned(call, "get_channel_icalendar", "broadcaster_id=1")

    assert (told["requests"][0]["headers"], told["account"]) == ({}, None)


def test_raw_checks_nothing(call: Run) -> None:
    told = planned(call, "GET", "brand/new", "first=500", "--raw")
    assert (told["operation"], told["requests"][0]["url"]) == (
        "",
        "https://api.twitch.tv/helix/brand/new?first=500",
    )
    told = planned(call, "get_clips", "new_filter=1", "--raw")
    assert told["requests"][0]["url"] == "https://api.twitch.tv/helix/clips?new_filter=1"


@pytest.mark.parametrize("where", ["@{file}", "-", "@-", '{{"user_id": "3"}}'])
def test_a_body_comes_from_a_file_from_stdin_or_as_text(where: str, call: Run, tmp_path: Path) -> None:
    file = tmp_path / "body.json"
    file.write_text('{"data": {"user_id": "3"}}')
    words = ["ban_user", "broadcaster_id=1", "moderator_id=2", "reason=x", "--body", where.format(file=file)]

    [sent] = planned(call, *words, stdin='{"user_id": "3"}')["requests"]

    assert sent["body"] == {"data": {"user_id": "3", "reason": "x"}}


BAN = ["ban_user", "broadcaster_id=1", "moderator_id=2"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["get_cilps"], "Did you mean get_clips"),
        (["GET", "clip"], "Did you mean GET /clips"),
        (["DELETE", "clips"], "Did you mean GET /clips or POST /clips"),
        (["GET", "brand/new"], "--raw"),
        (["GET"], "twitchkit api GET users"),
        (["get_clips", "brodcaster_id=1"], "did you mean broadcaster_id?"),
        (["get_clips"], "exactly one of them is needed"),
        (["get_clips", "broadcaster_id=1", "game_id=2"], "given: broadcaster_id, game_id"),
        (["get_clips", "broadcaster_id=1", "first=500"], "first: a number from 1 to 100, not 500"),
        (["get_users", "twitchdev"], "'twitchdev' is no parameter"),
        (["get_users", "=x"], "'=x' is no parameter"),
        (["get_users", "login=a", "--all", "--limit", "5"], "--all and --limit exclude each other"),
        (["get_users", "login=a", "--app", "--account", "x"], "--app and --account exclude each other"),
        ([*BAN, "--body", "{"], "a JSON object"),
        ([*BAN, "--body", "[1]"], "a JSON object"),
        ([*BAN, "--body", "@/nowhere/body.json"], "/nowhere/body.json cannot be read"),
        ([*BAN, "user_id=3", "--body", '{"user_id": "4"}'], "user_id: may be given once"),
        (["ban_user", "--body", '{"broadcaster_id": "1"}'], "write broadcaster_id=… instead"),
        (["get_users", "--body", '{"x": 1}'], "it takes no body"),
        ([*BAN, "--body", '{"usr_id": "4"}'], "did you mean user_id"),
        (["show", "get_clips", "first=1"], "One endpoint at a time"),
        (["show", "clips"], "get_clips"),
    ],
)
def test_a_wrong_call_is_refused_with_what_to_do(words: list[str], told: str, call: Run) -> None:
    status, out, err = call(*words)

    assert (status, out, told in err) == (2, "", True), err


def test_a_body_that_is_no_json_is_not_shown(call: Run) -> None:
    status, out, err = call(*BAN, "--body", '{"user_id": CANARY')

    assert (status, "CANARY" in out + err) == (2, False)


def test_the_app_is_refused_where_only_users_may(call: Run) -> None:
    status, _, err = call("create_clip", "broadcaster_id=1", "--app")

    assert (status, "It takes a user token." in err) == (4, True)


def test_the_list_is_searched_by_words(call: Run) -> None:
    _, whole, _ = call("list")
    _, found, _ = call("list", "chat", "settings")
    _, rows, _ = call("list", "POLL", "--json")

    assert len(whole.splitlines()) == 149
    assert [line.split()[0] for line in found.splitlines()] == ["get_chat_settings", "update_chat_settings"]
    facts = {row["operation"]: row for row in map(json.loads, rows.splitlines())}
    assert set(facts) == {"get_polls", "create_poll", "end_poll"}
    assert facts["create_poll"]["scopes"] == ["channel:manage:polls"]


def test_a_search_without_a_hit_offers_what_is_near(call: Run) -> None:
    status, out, err = call("list", "get_clisp")

    assert (status, out) == (0, "")
    assert "Near: get_clips" in err


def test_an_endpoint_is_shown_with_all_it_takes(call: Run) -> None:
    status, out, _ = call("show", "PATCH", "channels")

    assert status == 0
    assert out.startswith("modify_channel_information (ModifyChannelInformation)   PATCH /channels")
    for told in (
        "channel:manage:broadcast",
        "in the body",
        "Rules",
        "twitchkit api modify_channel_information",
    ):
        assert told in out
    assert max(map(len, out.splitlines())) <= 110


@pytest.mark.parametrize("operation", sorted(ENDPOINTS))
def test_every_endpoint_can_be_shown(operation: str, call: Run) -> None:
    status, out, err = call("show", operation)

    assert (status, err) == (0, "")
    assert all(f"  {name}  (" in out for name in ENDPOINTS[operation].__struct_fields__)


def test_help_has_examples(call: Run) -> None:
    _, out, _ = call("--help")

    assert "twitchkit api get_users login=twitchdev" in out
    _, out, _ = call("call", "--help")
    assert "--include-headers" in out
