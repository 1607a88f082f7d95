"""People of one world who call Helix."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from twitchkit.simulator import Simulator
from twitchkit.simulator.world import User
from unit.simulator.asking import Client
from unit.simulator.helix.calling import Helix

CLIPS = 40
As = Callable[..., Helix]


@pytest.fixture
def handle(client: Client) -> Simulator:
    """The handle of a world that serves nobody."""
    return Simulator(world=client.world)


@pytest.fixture
def owner(client: Client) -> User:
    """The first channel; it is live."""
    return client.world.channels[0]


@pytest.fixture
def quiet(client: Client) -> User:
    """The second channel; it is off line, and the first person edits it."""
    return client.world.channels[1]


@pytest.fixture
def app(client: Client) -> Helix:
    """Calls with an app token."""
    return Helix(client)


@pytest.fixture
def acting(client: Client) -> As:
    """Makes one who calls as that person, with those scopes."""
    return lambda user, *scopes: Helix(client, user, *scopes)
