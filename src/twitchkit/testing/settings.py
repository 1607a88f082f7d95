"""How a client is pointed at a simulator."""

from __future__ import annotations

from typing import TypedDict

from twitchkit.simulator import Simulator


class ClientSettings(TypedDict):
    """What `client_settings` gives."""

    client_id: str
    client_secret: str
    vault: str
    id_url: str
    api_url: str
    gql_url: str


def client_settings(simulator: Simulator) -> ClientSettings:
    """The arguments that make a `Twitch` or `AsyncTwitch` a client of `simulator`, as its confidential app.

    The vault is in memory, so that a test leaves nothing behind.

    Example:
        >>> with Simulator(clips=1) as simulator:
        ...     sorted(client_settings(simulator))
        ['api_url', 'client_id', 'client_secret', 'gql_url', 'id_url', 'vault']
    """
    return {
        "client_id": simulator.client_id,
        "client_secret": simulator.client_secret,
        "vault": "memory",
        "id_url": simulator.base_url,
        "api_url": simulator.base_url,
        "gql_url": simulator.base_url,
    }
