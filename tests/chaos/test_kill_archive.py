"""`kill -9` at 200 moments of a sync: nothing is lost, nothing comes twice, disk and catalogue agree."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from shell import Shell
from twitchkit.catalogue import Catalogue
from twitchkit.simulator import Simulator
from twitchkit.simulator.world.clip import Clip

NURSERY = Path(__file__).with_name("archive_nursery.py")
KILLS = 50
SEEDS = (1, 2, 3, 4)
"""Each with its own simulator, so that they can run side by side: 200 kills in all."""


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    with Simulator(seed=5, clips=60, clip_bytes=(20_000, 40_000)) as simulator:
        yield simulator


class Attacked:
    """An archive whose syncs are killed, looked at after each of them.

    Args:
        simulator: serves it.
        folder: where it lies.
        unharmed: an archive of the same channel.
    """

    def __init__(self, simulator: Simulator, folder: Path, unharmed: Path) -> None:
        self.folder = folder
        self._unharmed = {path.name: path for path in unharmed.glob("*.mp4")}
        self._simulator = simulator
        self._clips = {
            slug: clip
            for slug, clip in simulator.world.clips.items()
            if clip.broadcaster == simulator.users[0]
        }
        self._seen: dict[Path, tuple[int, int, int]] = {}

    def look(self) -> None:
        """What is visible is whole, was not touched since, and the catalogue claims nothing else."""
        asked = {slug for one in self._simulator.requests() if (slug := self._asked(one["path"]))}
        assert not asked & {slug_of(path) for path in self._seen}
        for path in self.folder.glob("*.mp4"):
            told = path.stat()
            assert told.st_size == self._unharmed[path.name].stat().st_size
            assert path.with_suffix(".json").read_bytes() == self._sidecar(path.name)
            ours = (told.st_ino, told.st_mtime_ns, told.st_size)
            assert self._seen.setdefault(path, ours) == ours
        assert all(path.exists() for path in self._seen)
        database = self.folder / ".twitchkit" / "catalogue.db"
        if database.exists():
            with closing(sqlite3.connect(database)) as connection:
                assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            with Catalogue.read(self.folder) as catalogue:
                for entry in catalogue.entries(state="kept"):
                    assert (self.folder / (entry.path or "")).stat().st_size == entry.size_bytes
        # What comes from now on is asked for by the next one.
        self._simulator.clear()

    def whole(self) -> None:
        """Every clip is known and kept, once, and nothing else lies about."""
        with Catalogue.read(self.folder) as catalogue:
            assert catalogue.rebuilt is None
            entries = {entry.slug: entry for entry in catalogue.entries()}
        assert {slug: (entry.state, entry.clip.title) for slug, entry in entries.items()} == {
            slug: ("kept", clip.title) for slug, clip in self._clips.items()
        }
        files = {path.name for path in self.folder.glob("*.mp4")}
        assert files == {entry.path for entry in entries.values()} == set(self._unharmed)
        assert all((self.folder / name).read_bytes() == self._unharmed[name].read_bytes() for name in files)
        assert all(entry.sha256 for entry in entries.values())
        beside = {Path(name).with_suffix(".json").name for name in files}
        assert {path.name for path in self.folder.iterdir()} == files | beside | {".twitchkit"}
        assert list(self.folder.rglob("*.damaged*")) == []

    def _sidecar(self, name: str) -> bytes:
        return self._unharmed[name].with_suffix(".json").read_bytes()

    def _asked(self, path: str) -> str | None:
        if not path.endswith(".mp4"):
            return None
        return next((slug for slug, clip in self._clips.items() if _is_of(clip, path)), None)


def slug_of(path: Path) -> str:
    return path.stem.rpartition("[")[2].rstrip("]")


def _is_of(clip: Clip, path: str) -> bool:
    return clip.media_id in path or clip.key in path


@pytest.mark.parametrize("seed", SEEDS)
def test_kills_at_any_step_and_moment(simulator: Simulator, tmp_path: Path, seed: int) -> None:
    shell = Shell(simulator, tmp_path)
    shell.environment["TWITCHKIT_VAULT"] = "memory"
    dice, killed, archives = random.Random(seed), Counter[str](), 0
    login = simulator.users[0].login
    with subprocess.Popen(
        [sys.executable, "-W", "ignore", NURSERY],
        cwd=tmp_path,
        env=shell.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as nursery:

        def sync(folder: str, kind: str, number: int) -> tuple[str, int, str]:
            assert nursery.stdin
            assert nursery.stdout
            nursery.stdin.write(f"{folder} {login} {kind} {number}\n")
            nursery.stdin.flush()
            ended, at, what = nursery.stdout.readline().split()
            return ended, int(at), what

        status, steps, _ = sync("unharmed", "step", 0)
        assert (status, steps > 200) == ("0", True)
        while killed.total() < KILLS:
            archives += 1
            attacked = Attacked(simulator, tmp_path / f"archive{archives}", tmp_path / "unharmed")
            simulator.clear()
            status = "killed"
            while status == "killed" and killed.total() < KILLS:
                if dice.random() < 0.7:
                    status, _, what = sync(attacked.folder.name, "step", dice.randint(1, steps))
                else:
                    status, _, what = sync(attacked.folder.name, "time", dice.randint(1_000, 600_000))
                if status == "killed":
                    killed[what] += 1
                attacked.look()
            if status == "killed":
                status, _, _ = sync(attacked.folder.name, "step", 0)
                attacked.look()
            assert status == "0"
            attacked.whole()

    print(f"{archives} archives, killed at: {dict(killed.most_common())}")
    assert killed.total() == KILLS
