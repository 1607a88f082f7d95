from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from twitchkit import Twitch
from twitchkit.client.batch import Answers, Batch
from twitchkit.client.clip_flows import ClipFlows, unique_clips
from twitchkit.client.head_start import HeadStart
from twitchkit.client.session import open_session
from twitchkit.client.wanted import Wanted
from twitchkit.clips.resolve import Resolved
from twitchkit.clips.unofficial import BATCH
from twitchkit.errors import ClipGone, InvalidClipAddress
from twitchkit.media import TargetFolder
from twitchkit.simulator import Simulator
from twitchkit.transport.blocking import BlockingTransport


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    with Simulator(seed=5, clips=60, clip_bytes=(20_000, 40_000)) as simulator:
        yield simulator


@pytest.fixture
def twitch(simulator: Simulator) -> Iterator[Twitch]:
    urls = dict.fromkeys(("id_url", "api_url", "gql_url"), simulator.base_url)
    with Twitch(vault="memory", **urls) as twitch:
        yield twitch


@pytest.fixture
def slugs(simulator: Simulator) -> list[str]:
    return [clip.slug for clip in simulator.world.clips.values() if clip.trouble is None]


def asked(simulator: Simulator) -> int:
    return sum(1 for one in simulator.requests() if one["path"] == "/gql")


def begun(simulator: Simulator, slugs: list[str], to: Path) -> HeadStart | None:
    urls = dict.fromkeys(("id_url", "api_url", "gql_url"), simulator.base_url)
    flows = ClipFlows(open_session("memory", **urls))
    folder = TargetFolder.open(to)
    return HeadStart.of(unique_clips(slugs), folder, flows, BlockingTransport(), Wanted(to=to))


def test_what_the_head_start_asked_is_not_asked_again(
    simulator: Simulator,
    twitch: Twitch,
    slugs: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers, wanted = HeadStart.answers, list[Batch]()

    async def noted(begun: HeadStart) -> Answers:
        wanted.append(begun.batch)
        return await answers(begun)

    monkeypatch.setattr(HeadStart, "answers", noted)
    report = twitch.clips.download(slugs[:40], to=tmp_path)

    assert wanted == [Batch(tuple(slugs[:BATCH]))]
    assert len(report.kept) == 40
    assert asked(simulator) == 2, "a batch is 35"


def test_it_is_about_the_first_batch(simulator: Simulator, slugs: list[str], tmp_path: Path) -> None:
    head_start = begun(simulator, slugs[:40], tmp_path)

    assert head_start
    assert head_start.batch == Batch(tuple(slugs[:BATCH]))
    resolutions, metadata = asyncio.run(head_start.answers())
    assert list(resolutions) == slugs[:BATCH]
    assert all(isinstance(one, Resolved) for one in resolutions.values())
    assert metadata == {}


def test_nothing_is_asked_when_one_of_the_first_is_there_already(
    simulator: Simulator, twitch: Twitch, slugs: list[str], tmp_path: Path
) -> None:
    twitch.clips.download(slugs[1:2], to=tmp_path)
    before = asked(simulator)

    assert begun(simulator, slugs[:3], tmp_path) is None
    assert begun(simulator, [], tmp_path) is None
    assert asked(simulator) == before
    twitch.clips.download(slugs[:2], to=tmp_path)
    assert asked(simulator) == before + 1


def test_a_clip_that_is_gone_is_an_outcome_as_ever(twitch: Twitch, slugs: list[str], tmp_path: Path) -> None:
    report = twitch.clips.download([slugs[0], "NoSuchClipAnywhere-0000000000000000"], to=tmp_path)

    assert [one.slug for one in report.kept] == slugs[:1]
    assert [type(one.error) for one in report.gone] == [ClipGone]


def test_trouble_of_the_head_start_is_told_where_its_answer_is_wanted(
    simulator: Simulator, slugs: list[str], tmp_path: Path
) -> None:
    simulator.fault({"match": {"path": "/gql"}, "do": {"status": 400}, "times": 50})
    head_start = begun(simulator, slugs[:2], tmp_path)

    assert head_start
    resolutions, _ = asyncio.run(head_start.answers())
    assert list(resolutions) == slugs[:2]
    assert {type(one) for one in resolutions.values()}.isdisjoint({Resolved})


def test_a_bad_address_is_told_before_anything_is_asked(
    simulator: Simulator, twitch: Twitch, slugs: list[str], tmp_path: Path
) -> None:
    with pytest.raises(InvalidClipAddress):
        twitch.clips.download([*slugs[:2], "https://example.com/"], to=tmp_path / "new")

    assert asked(simulator) == 0
    assert not (tmp_path / "new").exists()


def test_what_asks_first_is_loaded_without_asyncio() -> None:
    modules = "twitchkit.cli.download, twitchkit.client.clips, twitchkit.client.head_start, urllib3"
    program = f"import sys, {modules}; print('asyncio' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"
