"""Whole histories listed from simulated channels, beside the truth: calls, memory, what was found.

`python -m bench.history --serve SEED COUNT...` is the server, `--list ...` one measured client.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from bench.measure import Run, measure
from bench.servers import running, wait_for

SEED = 11
SIZES = ((450,), (13_600,), (433_000,), (1_000_000,), (2_000,) * 200)
QUICK_SIZES = ((450,), (13_600,), (1_000,) * 10)
ROUNDS, MANY = 5, 500_000
"""Times that a history is listed, and how many clips are too many for that: what a listing costs depends on
which of its windows' answers come first.
"""
POINTS = 1_000_000
"""The simulator's rate limit is out of the way; how long Twitch's would take follows from the calls."""
MASK = (1 << 64) - 1


def histories(work: Path, *, small: bool) -> dict[str, object]:
    """Every size, each time by one client against a simulator of its own."""
    return {_name(counts): _median(work, counts, small=small) for counts in (QUICK_SIZES if small else SIZES)}


def _name(counts: Sequence[int]) -> str:
    return f"{len(counts)} x {counts[0]}" if len(counts) > 1 else str(counts[0])


def _median(work: Path, counts: Sequence[int], *, small: bool) -> dict[str, object]:
    """The run with the median number of calls; the most memory of all runs, and whether all found all."""
    rounds = 1 if small or len(counts) > 1 or sum(counts) > MANY else ROUNDS
    runs = sorted((_one(work, counts) for _ in range(rounds)), key=lambda run: run["calls"])
    return {
        **runs[rounds // 2],
        "whole": all(run["whole"] for run in runs),
        "peak_mb": max(run["peak_mb"] for run in runs),
        "calls_of_each": [run["calls"] for run in runs],
    }


def _one(work: Path, counts: Sequence[int]) -> dict[str, Any]:
    ready, log = work / "history.json", work / "history.log"
    ready.unlink(missing_ok=True)
    numbers = [str(count) for count in counts]
    server = [sys.executable, "-m", "bench.history", "--serve", str(ready), *numbers]
    with running(server, work / "history-server.log") as process:
        wait_for(ready, process, work / "history-server.log")
        out = work / "history-found.json"
        client = [sys.executable, "-m", "bench.history", "--list", str(ready), str(out), *numbers]
        run = measure(client, log=log, servers=(process.pid,), timeout_s=3_600)
    if run.status != 0:
        raise SystemExit(f"the listing of {_name(counts)} failed:\n{log.read_text()[-2000:]}")
    return _judged(run, counts, json.loads(out.read_text()))


def _judged(run: Run, counts: Sequence[int], found: dict[str, int]) -> dict[str, Any]:
    clips = sum(counts)
    whole = found["clips"] == clips and found["digest"] == truth(counts)
    line = {
        "clips": clips,
        "found": found["clips"],
        "whole": whole,
        "calls": found["pages"],
        "calls_by_ideal": round(found["pages"] / (clips / 100), 3),
        "clips_a_window": round(clips / found["windows"]),
        "wall_s": round(run.wall_s, 1),
        "cpu_s": round(run.cpu_s, 1),
        "peak_mb": round(run.peak_bytes / 1e6),
        "minutes_at_800_a_minute": round(found["pages"] / 800, 1),
    }
    print(f"  {_name(counts)}: {line}", flush=True)
    return line


@cache
def truth(counts: Sequence[int]) -> int:
    """The digest of every slug there is."""
    from twitchkit.simulator import World

    world = World.seeded(SEED, clips=0, channel_clips=counts)
    slugs = (one.slug(index) for one in world.histories for index in range(one.count))
    return sum(map(digest, slugs)) & MASK


def digest(slug: str) -> int:
    """A number for a slug; those of many are added, in whatever order they come."""
    return int.from_bytes(blake2b(slug.encode(), digest_size=8).digest())


def serve_here(ready: Path, counts: Sequence[int]) -> None:
    from twitchkit.simulator import Simulator
    from twitchkit.simulator.quirks import Quirks
    from twitchkit.simulator.serving import serve, write_ready_file

    quirks = Quirks(points_a_minute=POINTS)
    simulator = Simulator(seed=SEED, clips=0, channel_clips=counts, quirks=quirks)
    serve(simulator, port=0, ready=lambda: write_ready_file(simulator, ready))


async def list_all(told: dict[str, str], channels: int) -> dict[str, int]:
    from twitchkit import AsyncTwitch

    sums = {"clips": 0, "digest": 0, "pages": 0, "windows": 0}
    urls = dict.fromkeys(("id_url", "api_url", "gql_url"), told["base_url"])
    app = {"client_id": told["client_id"], "client_secret": told["client_secret"]}
    async with AsyncTwitch(**app, **urls, vault="memory") as twitch:

        async def one(login: str) -> None:
            history = twitch.clips.history(login, jobs=8 if channels == 1 else 1)
            async for listed in history.windows():
                sums["clips"] += len(listed.clips)
                sums["digest"] += sum(digest(clip.id) for clip in listed.clips)
            sums["pages"] += history.proof.pages
            sums["windows"] += history.proof.windows

        await asyncio.gather(*(one(f"longstream{number + 1}") for number in range(channels)))
    sums["digest"] &= MASK
    return sums


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.history")
    parser.add_argument("--serve", type=Path, metavar="READY")
    parser.add_argument("--list", type=Path, nargs=2, metavar=("READY", "OUT"))
    parser.add_argument("--channels", type=int, default=1, help="so many channels of each count at once")
    parser.add_argument("counts", type=int, nargs="*")
    args = parser.parse_args()
    if args.serve:
        serve_here(args.serve, args.counts)
    elif args.list:
        with suppress(KeyboardInterrupt):
            ready, out = args.list
            found = asyncio.run(list_all(json.loads(ready.read_text()), len(args.counts)))
            out.write_text(json.dumps(found))
    else:
        work = Path("bench/results")
        work.mkdir(parents=True, exist_ok=True)
        for count in args.counts:
            _one(work, (count,) * args.channels)


if __name__ == "__main__":
    main()
