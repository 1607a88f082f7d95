"""Several worlds behind one port, and a world brought back to what it was."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from twitchkit import Twitch
from twitchkit.helix import GetUsers
from twitchkit.simulator import Quirks, Simulator, World
from unit.simulator.asking import Client
from unit.simulator.test_people import control, dead
from unit.simulator.test_tokens import pair, refresh


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    with Simulator(seed=1, clips=5, clip_bytes=(300_000, 400_000)) as running:
        yield running


def call(url: str, method: str = "GET", body: object = None, host: str | None = None) -> tuple[int, Any]:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Host": host} if host else {}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            text = answer.read()
            return answer.status, json.loads(text) if text else None
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.loads(error.read() or b"null")


def found(base_url: str, told: dict[str, Any]) -> str:
    """What our client learns of a clip there, and that its file comes from there."""
    with Twitch(
        client_id=told["client_id"],
        client_secret=told["client_secret"],
        vault="memory",
        id_url=base_url,
        api_url=base_url,
        gql_url=base_url,
    ) as twitch:
        [user] = twitch.send(GetUsers(id=[told["users"][0]["id"]]))
        link = twitch.clips.link(twitch.clips.find(told["clips"][0]))
        assert link.startswith(base_url)
        with urllib.request.urlopen(link, timeout=5) as film:
            assert film.read(8)[4:] == b"ftyp"
    return user.login


def test_each_name_leads_to_a_world_of_its_own(simulator: Simulator):
    status, told = call(
        f"{simulator.base_url}/_simulator/worlds", "POST", {"name": "two", "seed": 2, "clips": 3}
    )
    first = call(f"{simulator.base_url}/_simulator/world")[1]

    assert (status, told["base_url"]) == (201, f"{simulator.base_url}/@two")
    assert told["client_id"] != first["client_id"]
    assert found(told["base_url"], told) == told["users"][0]["login"]
    assert found(simulator.base_url, first) == first["users"][0]["login"]
    assert call(f"{told['base_url']}/_simulator/world")[1] == told
    inside = call(f"{told['base_url']}/_simulator/requests")[1]
    assert inside[0]["path"] == "/oauth2/token"
    assert call(f"{simulator.base_url}/_simulator/worlds")[1] == [
        {"name": "two", "base_url": told["base_url"], "seed": 2}
    ]


def test_a_host_name_leads_there_too(simulator: Simulator):
    other = simulator.another("two", World.seeded(2, clips=1))
    port = urlsplit(simulator.base_url).port
    told = call(f"{simulator.base_url}/_simulator/world", host=f"two.localhost:{port}")[1]

    assert told["client_id"] == other.client_id
    assert told["base_url"] == f"http://two.localhost:{port}"
    unknown = call(f"{simulator.base_url}/_simulator/world", host=f"no.localhost:{port}")[1]
    assert unknown["client_id"] == simulator.client_id


def test_faults_and_records_of_one_world_do_not_touch_the_others(simulator: Simulator):
    other = simulator.another("two", World.seeded(2, clips=1))
    other.fault({"times": None, "do": {"status": 503}})

    assert call(f"{other.base_url}/oauth2/validate")[0] == 503
    assert call(f"{simulator.base_url}/oauth2/validate")[0] == 401
    assert [len(one.requests()) for one in (other, simulator)] == [1, 1]


def test_a_world_can_be_forgotten(simulator: Simulator):
    simulator.another("two", World.seeded(2, clips=1))
    worlds = f"{simulator.base_url}/_simulator/worlds"

    assert call(f"{worlds}/two", "DELETE") == (204, None)
    assert call(f"{worlds}/two", "DELETE")[0] == 400
    assert call(f"{simulator.base_url}/@two/oauth2/validate")[0] == 404


@pytest.mark.parametrize(
    "body",
    [
        {"name": "Two"}, {"name": ""}, {"name": "-a"}, {"name": "a.b"}, {"name": "taken"}, {"seed": 1}, [],
        {"name": "x", "clips": 0}, {"name": "x", "clip_bytes": [5, 1]}, {"name": "x", "more": 1},
    ],
)  # fmt: skip
def test_a_world_that_is_not_spelled_right_is_explained(simulator: Simulator, body: object):
    simulator.another("taken", World.seeded(2, clips=1))
    status, told = call(f"{simulator.base_url}/_simulator/worlds", "POST", body)

    assert status == 400
    assert told["error"]


def test_everything_is_as_it_was_after_going_back(client: Client):
    handle = Simulator(world=client.world)
    login = handle.users[0].login
    access, token = pair(client, public=True)
    before = handle.snapshot()
    spent = refresh(client, token, public=True)[1]
    handle.advance(100_000)
    handle.quirk(slow_down=True)
    handle.change_password(login)
    handle.seat(login)
    assert dead(client, access)

    handle.restore(before)

    assert not dead(client, access)
    assert client.world.ledger.quirks == Quirks()
    assert client.world.seated is None
    assert refresh(client, token, public=True)[1] == spent, "the same steps give the same tokens"
    handle.restore(before)
    assert refresh(client, token, public=True)[0] == 200


def test_going_back_over_the_control_api(client: Client):
    access, _ = pair(client)
    assert control(client, "snapshots", name="start") == (204, None)
    control(client, "password", login=client.world.channels[0].login)
    assert dead(client, access)
    assert control(client, "snapshots", "GET") == (200, ["start"])
    assert control(client, "restore", name="start") == (204, None)
    assert not dead(client, access)
    assert control(client, "snapshots", "DELETE") == (204, None)
    for door, fields in (("restore", {"name": "start"}), ("restore", {}), ("snapshots", {"x": 1})):
        assert control(client, door, **fields)[0] == 400


def test_rate_limits_begin_anew_after_going_back(client: Client):
    token = client.token()
    before = Simulator(world=client.world).snapshot()
    for _ in range(800):
        client.helix("games", ("name", "x"), token=token)
    assert client.helix("games", ("name", "x"), token=token)[0] == 429

    client.app.restore(before)

    assert client.helix("games", ("name", "x"), token=token)[0] == 200


def test_a_snapshot_fits_its_own_world_alone(client: Client):
    other = Simulator(seed=2, clips=1)

    with pytest.raises(ValueError, match="another world"):
        other.restore(Simulator(world=client.world).snapshot())
    with pytest.raises(RuntimeError, match="start"):
        other.another("x", client.world)


def test_a_person_logs_in_below_a_prefix(simulator: Simulator):
    other = simulator.another("two", World.seeded(2, clips=1))
    with Twitch(client_id=other.public_client_id, vault="memory", id_url=other.base_url) as twitch:
        device = twitch.logins.start_device(scopes="clips:edit")
        assert device.verification_uri.startswith(f"{other.base_url}/activate?")
        form = f"login={other.users[0].login}&decision=allow".encode()
        with urllib.request.urlopen(device.verification_uri, form, timeout=5) as page:
            assert page.status == 200

    assert other.pending_devices() == []
