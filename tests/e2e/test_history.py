"""`twitch.clips.history()` against the simulator: both faces, real sockets."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from shell import Shell
from twitchkit import AsyncTwitch, Twitch
from twitchkit.catalogue import Catalogue
from twitchkit.clips.history import Proof
from twitchkit.errors import InvalidSetting, NotFound, NotPermitted
from twitchkit.simulator import Simulator

SMALL, LARGE = 450, 13_600


@pytest.fixture(scope="module")
def simulator() -> Iterator[Simulator]:
    with Simulator(seed=3, clips=0, clip_bytes=(100_000, 200_000), channel_clips=(SMALL, LARGE)) as running:
        yield running


@pytest.fixture
def at(simulator: Simulator) -> dict[str, Any]:
    simulator.clear()
    urls = dict.fromkeys(("id_url", "api_url", "gql_url"), simulator.base_url)
    app = {"client_id": simulator.client_id, "client_secret": simulator.client_secret}
    return {**urls, **app, "vault": "memory"}


def truth(simulator: Simulator, number: int) -> set[str]:
    history = simulator.world.histories[number]
    return {history.slug(index) for index in range(history.count)}


def test_a_small_channel_is_listed_whole(simulator: Simulator, at: dict[str, Any]) -> None:
    with Twitch(**at) as twitch:
        history = twitch.clips.history("longstream1")
        found = [clip.id for clip in history]

    assert len(found) == SMALL
    assert truth(simulator, 0) == set(found)
    assert history.proof.complete
    assert history.proof.pages == 5


def test_a_large_channel_is_listed_whole(simulator: Simulator, at: dict[str, Any]) -> None:
    async def listing() -> tuple[list[str], Proof]:
        async with AsyncTwitch(**at) as twitch:
            history = twitch.clips.history("longstream2", jobs=6)
            return [clip.id async for clip in history], history.proof

    found, proof = asyncio.run(listing())

    calls = sum(1 for one in simulator.requests() if one["path"] == "/helix/clips")
    assert len(found) == LARGE
    assert truth(simulator, 1) == set(found)
    assert proof.complete
    assert proof.pages == calls


def test_a_listing_that_broke_off_goes_on(simulator: Simulator, at: dict[str, Any]) -> None:
    seen: list[str] = []
    with Twitch(**at) as twitch:
        history = twitch.clips.history(game="The Long Stream 2")
        windows = history.windows()
        for listed in windows:
            seen += [clip.id for clip in listed.clips]
            if len(seen) > 2_000:
                break
        next(windows)  # the one before is thereby done
        windows.close()
        state = json.loads(json.dumps(history.state))
        rest = [clip.id for clip in twitch.clips.history(state=state)]

    assert set(seen).isdisjoint(rest)
    assert truth(simulator, 1) == {*seen, *rest}


def test_trouble_ends_it_and_the_state_is_left(simulator: Simulator, at: dict[str, Any]) -> None:
    matched = {"path": "/helix/clips"}
    with Twitch(**at) as twitch:
        history = twitch.clips.history("longstream2", jobs=2)
        windows = history.windows()
        next(windows)
        next(windows)
        simulator.fault({"match": matched, "times": None, "do": {"status": 403}})
        with pytest.raises(NotPermitted):
            list(windows)

    assert len(history.state["done"]) >= 1


def test_an_archive_knows_the_whole_history_and_asks_little_the_next_time(
    simulator: Simulator, tmp_path: Path
) -> None:
    simulator.clear()
    shell = Shell(simulator, tmp_path)
    first = shell("archive", "sync", "longstream2", "--to", "a", "--top", "1", "--json")
    asked = len(simulator.requests())
    second = shell("archive", "sync", "longstream2", "--to", "a", "--top", "1", "--json")
    with Catalogue.read(shell.folder / "a") as catalogue:
        archive = {entry.slug: entry.state for entry in catalogue.entries()}

    assert (first.status, second.status) == (0, 0), first.err + second.err
    assert truth(simulator, 1) == set(archive)
    assert list(archive.values()).count("kept") == 1
    assert len(simulator.requests()) - asked < 20


def test_an_unknown_channel_or_category_is_not_found(at: dict[str, Any]) -> None:
    with Twitch(**at) as twitch:
        with pytest.raises(NotFound, match="nobodyhere"):
            list(twitch.clips.history("nobodyhere"))
        with pytest.raises(NotFound, match="No Such Game"):
            list(twitch.clips.history(game="No Such Game"))


def test_what_makes_no_sense_is_refused_before_anything_is_sent(
    simulator: Simulator, at: dict[str, Any]
) -> None:
    with Twitch(**at) as twitch:
        for wrong in ({}, {"broadcaster": "a", "game": "b"}, {"broadcaster": "a", "jobs": 0}):
            with pytest.raises(InvalidSetting):
                twitch.clips.history(**wrong)
        with pytest.raises(InvalidSetting, match="version"):
            list(twitch.clips.history(state={"version": 9}))

    assert simulator.requests() == []
