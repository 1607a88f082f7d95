"""Other people's clients, unmodified, each in a process of its own in which Twitch's names lead here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from twitchkit.simulator import Simulator
from twitchkit.simulator.names import NAMES
from twitchkit.simulator.world import Clip

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
MISSING = 69
"""Exit status of `scripts/node` where there is no Node: EX_UNAVAILABLE of sysexits(3)."""
PATIENCE_S = 90


@dataclass(frozen=True)
class Stranger:
    """Runs somebody else's client against a simulator that speaks TLS under Twitch's names."""

    simulator: Simulator
    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        ca_file = str(self.simulator.ca_file)
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "LANG": "C.UTF-8",
            "PYTHONPATH": str(HERE / "programs"),
            "TWITCH_NAMES": " ".join(NAMES),
            "TWITCH_PORT": self.simulator.base_url.rpartition(":")[2],
            "TWITCH_CLIENT_ID": self.simulator.client_id,
            "TWITCH_CLIENT_SECRET": self.simulator.client_secret,
            "TWITCH_PUBLIC_ID": self.simulator.public_client_id,
            "TWITCH_LOGIN": self.simulator.users[0].login,
            "SSL_CERT_FILE": ca_file,
            "REQUESTS_CA_BUNDLE": ca_file,
            "NODE_EXTRA_CA_CERTS": ca_file,
        }

    def __call__(self, *command: str | Path) -> str:
        """What `command` prints."""
        done = subprocess.run(
            [str(part) for part in command],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )
        assert done.returncode == 0, done.stderr or done.stdout
        return done.stdout

    def program(self, name: str, *arguments: str) -> Any:
        """The JSON that a program in `programs/` prints."""
        return json.loads(self(sys.executable, HERE / "programs" / name, *arguments))


@pytest.fixture(scope="module")
def simulator() -> Iterator[Simulator]:
    with Simulator(seed=5, clips=300, clip_bytes=(1_000_000, 1_500_000), tls=True) as simulator:
        yield simulator


@pytest.fixture
def stranger(simulator: Simulator, tmp_path: Path) -> Stranger:
    return Stranger(simulator, tmp_path)


@pytest.fixture
def channel(simulator: Simulator) -> str:
    """The login of the channel with most clips."""
    return simulator.users[0].login


@pytest.fixture
def of_channel(simulator: Simulator) -> list[Clip]:
    """That channel's clips, most viewed first."""
    return simulator.world.clips_of_channel(simulator.users[0].id)


@pytest.fixture
def whole(of_channel: list[Clip]) -> Clip:
    """The shortest clip with nothing the matter and every usual rendition."""
    good = [clip for clip in of_channel if clip.trouble is None and len(clip.listed) == 4]
    return min(good, key=lambda clip: clip.duration_s)


@pytest.fixture
def decodes() -> Callable[[Path, Clip], None]:
    """Checks that a file is that clip's whole film: every frame decodes, as many as it lasts."""
    import av

    def check(path: Path, clip: Clip) -> None:
        assert path.stat().st_size in clip.sizes.values()
        with av.open(str(path)) as film:
            [video] = film.streams.video
            times = [frame.time for frame in film.decode(video)]
            rate = float(video.average_rate or 0)
        assert times == sorted(times)
        assert len(times) == pytest.approx(clip.duration_s * rate, abs=2)

    return check


@pytest.fixture(scope="session")
def node_folder() -> Path:
    """The JavaScript programs with what they need, put there by the project's own script."""
    # One at a time: several test processes would install into the same folder.
    with FileLock(ROOT / ".venv" / "node.lock", timeout=PATIENCE_S):
        done = subprocess.run(
            [ROOT / "scripts" / "node"], capture_output=True, text=True, timeout=PATIENCE_S, check=False
        )
    if done.returncode == MISSING and not os.environ.get("CI"):
        pytest.skip(done.stderr.strip())
    assert done.returncode == 0, done.stderr
    return HERE / "node"
