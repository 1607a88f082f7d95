"""The pytest plugin: fixtures, which cost nothing until a test asks for one.

pytest loads this module in every project that has twitchkit installed: no import of the rest at its top.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from twitchkit import Twitch
    from twitchkit.simulator import Simulator
    from twitchkit.testing.clock import FakeClock
    from twitchkit.testing.faults import Faults
    from twitchkit.testing.servers import Servers

MARK = "twitch_simulator"
MISSING_EXTRA = 'The fixtures of twitchkit are an extra: run  pip install "twitchkit[testing]"'


def pytest_configure(config: pytest.Config) -> None:
    """Registers the mark."""
    config.addinivalue_line(
        "markers", f"{MARK}(**arguments): the Simulator's arguments for this test, such as seed and clips."
    )


@pytest.fixture(scope="session")
def _twitch_servers() -> Iterator[Servers]:
    try:
        from twitchkit.testing.servers import Servers
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("twitchkit"):
            raise
        pytest.fail(MISSING_EXTRA, pytrace=False)
    servers = Servers()
    yield servers
    servers.stop()


@pytest.fixture
def twitch_clock() -> Iterator[FakeClock]:
    """The time that this test's simulator goes by; it stands when the test begins."""
    from twitchkit.testing.servers import CLOCK

    CLOCK.stop()
    yield CLOCK
    CLOCK.go()


@pytest.fixture
def twitch_simulator(request: pytest.FixtureRequest, _twitch_servers: Servers) -> Iterator[Simulator]:
    """Twitch on a port of this machine, as new for each test.

    `@pytest.mark.twitch_simulator(seed=7, clips=50)` gives the world's arguments, else it is a small one.
    """
    mark = request.node.get_closest_marker(MARK)
    with _twitch_servers.lent(mark.kwargs if mark else {}) as simulator:
        yield simulator


@pytest.fixture
def twitch(twitch_simulator: Simulator, monkeypatch: pytest.MonkeyPatch) -> Iterator[Twitch]:
    """A client of the simulator, as its confidential app; what it keeps is in memory."""
    from twitchkit import Twitch
    from twitchkit.testing.settings import client_settings

    monkeypatch.delenv("TWITCHKIT_ACCOUNT", raising=False)
    with Twitch(**client_settings(twitch_simulator)) as twitch:
        yield twitch


@pytest.fixture
def twitch_token(twitch_simulator: Simulator) -> Callable[..., str]:
    """Makes access tokens: `twitch_token("clips:edit")` is one of the first channel's person.

    `login="…"` names another person, `public=True` the app without a secret.
    """

    def make(*scopes: str, login: str | None = None, public: bool = False) -> str:
        return twitch_simulator.user_token(login or twitch_simulator.users[0].login, *scopes, public=public)

    return make


@pytest.fixture
def twitch_faults(twitch_simulator: Simulator) -> Faults:
    """Lets requests go wrong: `twitch_faults(path="/helix/*", status=503)`."""
    from twitchkit.testing.faults import Faults

    return Faults(twitch_simulator)
