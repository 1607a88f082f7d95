"""An extension's page before the simulator's Helix."""

from __future__ import annotations

from unit.simulator.asking import Client

CLIPS = 1


def page(client: Client, token: str, **headers: str) -> int:
    told = {"authorization": f"Extension {token}", "client-id": client.world.app.client_id, **headers}
    return client("GET", "/helix/users", headers=told).status


def test_the_helpers_token_opens_what_needs_no_scope_for_an_hour(client: Client) -> None:
    from twitchkit.simulator.helix.front_end_gate import helix_token

    channel, viewer = client.world.channels[:2]
    token = helix_token(client.world, viewer, channel)

    assert page(client, token) == 200
    assert page(client, token, **{"client-id": "another"}) == 401
    assert page(client, token + "x") == 401
    client.world.clock.advance(3600)
    assert page(client, token) == 401


def test_a_viewer_has_thirty_calls_a_minute(client: Client) -> None:
    from twitchkit.simulator.helix.front_end_gate import helix_token

    channel, viewer, other = client.world.channels[:3]
    token = helix_token(client.world, viewer, channel)

    assert [page(client, token) for _ in range(31)] == [200] * 30 + [429]
    assert page(client, helix_token(client.world, other, channel)) == 200
