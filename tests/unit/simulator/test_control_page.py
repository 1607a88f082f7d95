"""The control page: what a person sees of a world and does in it, without scripts."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlencode

import pytest

from twitchkit.simulator.control_forms import BY_DOOR, FORMS, body_of
from unit.simulator.asking import OWN, Client
from unit.simulator.test_device import begin, poll
from unit.simulator.test_people import dead
from unit.simulator.test_tokens import pair


def page(client: Client) -> str:
    answer = client("GET", "/_simulator/")
    assert answer.status == 200
    return unescape(answer.body.decode())


def submit(client: Client, method: str, door: str, **fields: str) -> tuple[int, str]:
    body = urlencode({"method": method, "door": door, **fields}).encode()
    answer = client("POST", "/_simulator/", body=body)
    said = re.search(r'<p class="(?:done|alarm)"[^>]*>(.*?)</p>', answer.body.decode())
    return answer.status, unescape(said[1]) if said else ""


def test_it_shows_the_world_and_no_secret(client: Client):
    access, refresh = pair(client)
    client("GET", "/oauth2/validate", headers={"authorization": f"OAuth {access}"})
    shown = page(client)

    assert client.world.app.client_id in shown
    assert all(user.login in shown for user in client.world.channels)
    assert client.own()["client_secret"] not in shown
    assert access not in shown
    assert refresh not in shown
    assert "<script" not in shown
    assert "2026-11-01 12:00:00 UTC" in shown


def test_without_its_slash_it_leads_there(client: Client):
    assert client("GET", "/_simulator").headers["location"] == f"{OWN}/_simulator/"


def test_a_person_decides_on_a_device(client: Client):
    begun = begin(client)
    assert begun["user_code"] in page(client)
    login = client.world.channels[0].login
    told = submit(client, "POST", "devices", user_code=begun["user_code"], login=login, decision="allow")

    assert told == (200, "Decide: done.")
    assert poll(client, begun)[0] == 200
    assert begun["user_code"] not in page(client)


def test_deeds_are_done(client: Client):
    login = client.world.channels[0].login
    access, _ = pair(client)

    assert submit(client, "POST", "snapshots", name="start")[0] == 200
    assert submit(client, "POST", "password", login=login) == (200, "Change the password: done.")
    assert dead(client, access)
    assert submit(client, "POST", "restore", name="start")[0] == 200
    assert not dead(client, access)
    assert submit(client, "POST", "quirks", quirk="slow_down", value="true")[0] == 200
    assert client.world.ledger.quirks.slow_down is True
    assert submit(client, "POST", "faults", fault='{"do": {"status": 418}}')[0] == 200
    assert '{"status":418' in page(client)
    assert submit(client, "POST", "clock", advance_s="86400")[0] == 200
    assert "2026-11-02 12:00:00 UTC" in page(client)
    assert submit(client, "POST", "consent", login=login, scopes="chat:read chat:edit")[0] == 200
    assert "chat:edit" in page(client)
    assert submit(client, "POST", "browser")[0] == 200


@pytest.mark.parametrize("form", FORMS, ids=lambda form: " ".join(form.door))
def test_every_form_can_be_sent_as_it_is(client: Client, form):
    examples = {field.name: field.example for field in form.fields}
    needs = {field.name for field in form.fields if field.kind == "login" and "nobody" not in field.label}
    # The first channel is live when a world begins, the second one is not.
    first, second = (channel.login for channel in client.world.channels[:2])
    examples |= dict.fromkeys(needs, second if form.door[1] == "live" else first)
    if form.door[1] == "ban":
        examples["login"] = second
    if "quirk" in examples:
        examples["quirk"] = "slow_down"
    if form.door[1] == "restore":
        submit(client, "POST", "snapshots", name="start")

    assert submit(client, *form.door, **examples) == (200, f"{form.title}: done.")


@pytest.mark.parametrize(
    ("method", "door", "fields"),
    [
        ("POST", "password", {"login": "nobody"}),
        ("POST", "password", {}),
        ("POST", "clock", {"advance_s": "soon"}),
        ("POST", "quirks", {"quirk": "slow_down", "value": "maybe"}),
        ("POST", "faults", {"fault": "<script>"}),
        ("POST", "restore", {"name": "<b>"}),
        ("POST", "nothing", {}),
        ("", "", {}),
    ],
)
def test_what_cannot_be_done_is_explained(client: Client, method: str, door: str, fields: dict[str, str]):
    status, said = submit(client, method, door, **fields)

    assert status == 400
    assert said
    assert "Traceback" not in said


def test_each_deed_has_a_door(client: Client):
    for form in BY_DOOR.values():
        method, door = form.door
        answer = client(method, f"/_simulator/{door}", body=body_of(form, {"value": "1", "quirk": "x"}))
        assert answer.status != 404, door
