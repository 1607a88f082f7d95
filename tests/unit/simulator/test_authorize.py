"""The consent page, and the ways back to the app."""

from __future__ import annotations

import json
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest

from unit.simulator.asking import REDIRECT, STATE, Client, landed

CLIPS = 1

SCOPES = "clips:edit user:read:email"


class Form(HTMLParser):
    """The form of a page, as a browser without scripts reads it."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.action = ""
        self.names: list[str] = []
        self.tags: list[str] = []
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        if tag == "form":
            assert given["method"] == "post"
            self.action = given["action"] or ""
        elif tag in {"input", "button"} and given.get("name"):
            self.names.append(f"{given['name']}={given.get('value')}")


def test_the_page_is_a_form_that_needs_no_script(client: Client):
    url = client.authorize()
    answer = client("GET", url)
    form = Form(answer.body)

    assert answer.status == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert [f"login={client.world.channels[0].login}", "decision=allow", "decision=deny"] == form.names
    assert "script" not in form.tags
    assert url == form.action
    page = unescape(answer.body.decode())
    assert client.world.app.name in page
    assert all(scope in page for scope in SCOPES.split())
    assert "made up" in page
    assert client.own()["client_secret"] not in page


def test_a_code_comes_back_in_the_query(client: Client):
    answer = client.decide(client.authorize())
    told = landed(answer)

    assert answer.status == 302
    assert answer.headers["location"].startswith(f"{REDIRECT}&code=")
    assert {"kept", "code", "scope", "state"} == set(told)
    assert (told["state"], told["scope"]) == (STATE, SCOPES)
    assert len(told["code"]) == 30


def test_a_token_comes_back_in_the_fragment_without_its_end(client: Client):
    answer = client.decide(client.authorize(response_type="token"))
    told = landed(answer)

    assert urlsplit(answer.headers["location"]).query == "kept=1"
    assert {"kept", "access_token", "scope", "state", "token_type"} == set(told)
    assert "clips%3Aedit+user%3Aread%3Aemail" in answer.headers["location"]
    status, validated = client.validate(told["access_token"])
    assert (status, validated["login"]) == (200, client.world.channels[0].login)
    assert 5_400_000 <= validated["expires_in"] <= 5_600_000


def test_without_state_and_scope_there_is_none_to_echo(client: Client):
    url = (
        client.authorize(scope="").replace(f"&state={STATE.replace('/', '%2F')}", "").partition("&state=")[0]
    )
    told = landed(client.decide(url))

    assert "state" not in told
    assert told["scope"] == ""


@pytest.mark.parametrize("kind", ["code", "token", "token id_token"])
def test_a_refusal_comes_back_in_the_query_always(client: Client, kind: str):
    url = client.authorize(response_type=kind, scope="openid")
    answer = client.decide(url, decision="deny")
    parts = urlsplit(answer.headers["location"])

    assert parts.fragment == ""
    assert "error_description=The+user+denied+you+access" in parts.query
    assert landed(answer)["error"] == "access_denied"
    assert landed(answer)["state"] == STATE


@pytest.mark.parametrize(
    "uri",
    ["http://localhost.evil.example/", "http://127.0.0.1:4545/", "https://localhost:1/", "",
     "http://localhost:1/\n", "http://localhost:1/#x", "http://user@localhost:1/", "HTTP://localhost:1/",
     "http://localhost:123456/"],
)  # fmt: skip
def test_a_redirect_that_is_not_registered_goes_to_the_first_that_is(client: Client, uri: str):
    answer = client("GET", client.authorize(redirect_uri=uri))

    assert answer.status == 302
    assert answer.headers["location"].startswith("http://localhost:3000?error=redirect_mismatch&")
    assert landed(answer)["error_description"] == "Parameter redirect_uri does not match registered URI"
    assert landed(answer)["state"] == STATE


@pytest.mark.parametrize(
    "uri", ["http://localhost:3000", "http://localhost", "http://localhost:65535/a/b?c=d%20e"]
)
def test_any_port_of_localhost_is_registered(client: Client, uri: str):
    assert client("GET", client.authorize(redirect_uri=uri)).status == 200


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"client_id": ""}, "missing client id"),
        ({"client_id": "nobody"}, "invalid client"),
        ({"response_type": ""}, "missing response type"),
        ({"response_type": "code token"}, "invalid response type"),
        ({"scope": "clips:edit nonsense"}, "invalid scope requested: 'nonsense'"),
        ({"scope": "user_read"}, "invalid scope requested: 'user_read'"),
        ({"response_type": "id_token"}, "missing openid scope"),
        ({"scope": "openid", "claims": "{"}, "invalid claims"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_broken_request_stays_on_twitch(client: Client, method: str, change: dict[str, str], message: str):
    answer = client(method, client.authorize(**change), body=b"login=x&decision=allow")

    assert (answer.status, json.loads(answer.body)) == (400, {"status": 400, "message": message})
    assert "location" not in answer.headers


def test_whoever_is_nobody_is_asked_again(client: Client):
    answer = client.decide(client.authorize(), login="<b>nobody</b>")

    assert answer.status == 400
    assert "Nobody here is called “&lt;b&gt;nobody&lt;/b&gt;”." in answer.body.decode()
    assert b"<b>nobody" not in answer.body
    assert client.decide(client.authorize(), decision="perhaps").status == 200


def test_who_consented_to_the_same_is_sent_back_at_once(client: Client):
    first = client.decide(client.authorize())
    session = {"cookie": first.headers["set-cookie"].partition(";")[0]}

    again = client("GET", client.authorize(scope="user:read:email clips:edit"), headers=session)
    assert (again.status, STATE) == (302, landed(again)["state"])
    assert client("GET", client.authorize()).status == 200, "a browser nobody has logged in with"
    assert client("GET", client.authorize(force_verify="true"), headers=session).status == 200
    assert client("GET", client.authorize(force_verify="force"), headers=session).status == 302
    assert client("GET", client.authorize(scope="clips:edit"), headers=session).status == 200
    client.world.ledger.disconnect(client.world.channels[0].id, client.world.app.client_id)
    assert client("GET", client.authorize(), headers=session).status == 200


def test_a_person_may_sit_before_every_browser(client: Client):
    someone = client.world.channels[2]
    client.world.ledger.consent(client.world.app.client_id, someone.id, tuple(SCOPES.split()))
    client.world.seated = someone.id

    assert client("GET", client.authorize()).status == 302
    assert f'value="{someone.login}"' in client("GET", client.authorize(force_verify="true")).body.decode()
