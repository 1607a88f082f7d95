from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from screenplay import NOON
from twitchkit.cli.main import run
from twitchkit.client.system import SystemClock
from twitchkit.oauth import Token
from twitchkit.oauth.login import Login
from twitchkit.secret import Secret
from twitchkit.vault.file import FileVault

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `twitchkit scopes …` with two people logged in."""
    monkeypatch.delenv("TWITCHKIT_ACCOUNT", raising=False)
    monkeypatch.setenv("TWITCHKIT_HOME", str(tmp_path))
    monkeypatch.setenv("TWITCHKIT_VAULT", "file")
    monkeypatch.setenv("TWITCH_CLIENT_ID", "abc")
    monkeypatch.setenv("TWITCH_CLIENT_SECRET", "CANARY-secret")
    monkeypatch.chdir(tmp_path)
    vault = FileVault(tmp_path / "vault", clock=SystemClock())
    for account, scopes in {
        "app": (),
        "default": ("clips:edit", "bits:read"),
        "mybot": ("user:write:chat",),
    }.items():
        token = Token(
            access_token=Secret("CANARY"), client_id="abc", issued_at=NOON, scopes=frozenset(scopes)
        )
        vault.save(account, Login(token=token, validated_at=NOON))

    def run_it(*words: str) -> tuple[int, str, str]:
        status = run(["scopes", *words])
        out, err = capsys.readouterr()
        assert "CANARY" not in out + err
        return status, out, err

    return run_it


def test_a_token_opens_endpoints(call: Run) -> None:
    status, out, err = call("can")

    opened = {line.split()[0]: line for line in out.splitlines()}
    assert status == 0
    assert opened["create_clip"].split() == ["create_clip", "clips:edit"]
    assert "get_polls" not in opened
    assert "more with user:read:email" in opened["get_users"]
    assert err == f"{len(opened)} of 149 endpoints.\n"


def test_an_app_token_opens_others(call: Run) -> None:
    _, out, _ = call("can", "--app", "--json")

    rows = {row["operation"]: row for row in map(json.loads, out.splitlines())}
    assert len(rows) == 149
    assert (rows["get_conduits"]["allowed"], rows["create_clip"]["allowed"]) == (True, False)
    assert rows["create_clip"]["why"] == "takes a user token"
    assert "must have granted" in rows["ban_user"]["why"]


def test_an_account_nobody_is_logged_in_as(call: Run) -> None:
    assert call("can", "--account", "nobody")[0] == 4
    assert call("unused", "--account", "nobody", "--for", "get_clips")[0] == 4


def test_scopes_granted_for_nothing_are_listed_by_account(call: Run) -> None:
    status, out, err = call("unused", "--for", "create_clip,send_chat_message")

    assert status == 0
    assert [line.split()[:2] for line in out.splitlines()] == [["default", "bits:read"]]
    assert 'twitchkit login --account default --scopes "clips:edit"' in err
    assert "mybot: every scope is used." in err


def test_one_account_as_json(call: Run) -> None:
    _, out, _ = call("unused", "--account", "mybot", "--for", "create_clip", "--json")

    assert json.loads(out) == {
        "account": "mybot",
        "unused": ["user:write:chat"],
        "used": {},
        "closed": ["create_clip"],
        "remarks": [],
    }


def test_a_typo_among_the_endpoints_gets_the_nearest_name(call: Run) -> None:
    status, _, err = call("unused", "--for", "create_clp")

    assert (status, "Did you mean create_clip" in err) == (2, True)
