"""What an archive costs: whole histories, a sync with nothing new, the catalogue, 10,000 clips beside aria2c.

`scripts/bench archive` measures and writes docs/benchmarks-archive.md; with `--quick` it prints it only.
"""

# ruff: noqa: E501 -- the lines are the page's

from __future__ import annotations

import argparse
import asyncio
import json
import os
import shutil
import sqlite3
import sys
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from bench.catalogue import measure_catalogue
from bench.history import histories
from bench.machine import describe
from bench.measure import Run, measure, set_aside
from bench.servers import running, wait_for
from twitchkit import AsyncTwitch
from twitchkit.catalogue.entry import KEPT, KNOWN
from twitchkit.errors import ClipUnavailable
from twitchkit.simulator import Simulator
from twitchkit.simulator.quirks import Quirks

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "benchmarks-archive.md"
RESULTS = ROOT / "bench" / "results"
TWITCHKIT = ROOT / ".venv" / "bin" / "twitchkit"
PARTS = ("history", "nothing_new", "catalogue", "whole")
LOGIN = "longstream1"
POINTS = 1_000_000
NOBODY = "1000000000"
"""Views that no clip has: all are listed, none is fetched."""
CONNECTIONS = 16
CLIP_BYTES = 2_000_000
"""As in the bench of small clips; real ones have ten times as much."""

Row = dict[str, Any]


def nothing_new(work: Path, clips: int) -> Row:
    """Lists a channel into an archive, calls all its clips kept, and syncs again."""
    archive = work / "nothing-new"
    quirks = Quirks(points_a_minute=POINTS)
    with Simulator(seed=1, clips=0, channel_clips=[clips], quirks=quirks) as simulator:
        command = [TWITCHKIT, "archive", "sync", LOGIN, "--to", archive, "--min-views", NOBODY, "--quiet"]
        env = _environment(simulator.base_url, simulator.client_id, simulator.client_secret, work)

        def run() -> Run:
            done = measure(command, log=work / "sync.log", env=env, timeout_s=1_800)
            if done.status:
                raise SystemExit(f"the sync failed:\n{done.said}")
            return done

        first = run()
        with closing(sqlite3.connect(archive / ".twitchkit" / "catalogue.db")) as database, database:
            database.execute(
                "UPDATE clip SET state = ?, path = slug || '.mp4', size_bytes = 1 WHERE state = ?",
                (KEPT, KNOWN),
            )
        simulator.clear()
        again = run()
        calls = sum(1 for one in simulator.requests() if one["path"] != "/oauth2/token")
    return {
        "clips": clips,
        "first": first.as_json(),
        "again": again.as_json(),
        "calls": calls,
    }


def whole(work: Path, clips: int, rounds: int) -> Row:
    """A channel's clips, listed, resolved and fetched, beside aria2c that is given the links."""
    ready = work / "ready.json"
    server = [TWITCHKIT, "simulator", "--ready-file", ready, "--channel-clips", str(clips), "--clips", "1",
              "--clip-bytes", f"{CLIP_BYTES}:{CLIP_BYTES}"]  # fmt: skip
    runs: dict[str, list[Row]] = {"twitchkit": [], "aria2c": []}
    with running(server, work / "simulator.log") as process:
        told: Row = wait_for(ready, process, work / "simulator.log")
        env = _environment(told["base_url"], told["client_id"], told["client_secret"], work)
        links = work / "links.txt"
        slugs = _slugs(clips)
        found = asyncio.run(_links(told, slugs))
        links.write_text("".join(f"{url}\n out={slug}.mp4\n" for slug, url in found.items()))
        for _ in range(rounds):
            for tool in runs:
                to = work / "whole"
                ours = [
                    TWITCHKIT,
                    "archive",
                    "sync",
                    LOGIN,
                    "--to",
                    to,
                    "--jobs",
                    str(CONNECTIONS),
                    "--quiet",
                ]
                theirs = ["aria2c", "--no-conf", "--quiet", f"-j{CONNECTIONS}", "-x1", "-s1",
                          "--file-allocation=none", f"--dir={to}", f"--input-file={links}"]  # fmt: skip
                run = measure(
                    ours if tool == "twitchkit" else theirs,
                    log=work / f"{tool}.log",
                    env=env,
                    servers=(process.pid,),
                )
                kept = sum(1 for file in to.rglob("*.mp4") if file.stat().st_size)
                if kept != len(found):
                    raise SystemExit(f"{tool} left {kept} of {len(found)} clips:\n{run.said}")
                print(
                    f"  {tool}: {run.wall_s:.1f} s, {run.cpu_s:.1f} s of CPU, server {run.servers_cpu_s:.1f} s",
                    flush=True,
                )
                runs[tool].append(run.as_json())
                set_aside(to)
    return {"clips": clips, "alive": len(found), "runs": runs}


def _slugs(count: int) -> list[str]:
    from twitchkit.simulator import World

    world = World.seeded(1, clips=1, channel_clips=[count])
    return [world.histories[0].slug(index) for index in range(count)]


async def _links(told: Row, slugs: Sequence[str]) -> dict[str, str]:
    urls = dict.fromkeys(("id_url", "api_url", "gql_url"), told["base_url"])
    turns = asyncio.Semaphore(CONNECTIONS)
    async with AsyncTwitch(**urls, vault="memory") as twitch:

        async def one(slug: str) -> tuple[str, str] | None:
            async with turns:
                # Some clips of the simulator are dead, as some of Twitch are.
                with suppress(ClipUnavailable):
                    return slug, await twitch.clips.link(slug, source="gql")
                return None

        return dict(filter(None, await asyncio.gather(*(one(slug) for slug in slugs))))


def _environment(base_url: str, client_id: str, secret: str, work: Path) -> dict[str, str]:
    urls = {f"TWITCHKIT_{name}_URL": base_url for name in ("ID", "API", "GQL")}
    app = {"TWITCH_CLIENT_ID": client_id, "TWITCH_CLIENT_SECRET": secret}
    own = {"TWITCHKIT_HOME": str(work / "home"), "TWITCHKIT_VAULT": "memory"}
    return {**os.environ, **urls, **app, **own}


def page(results: Row) -> str:
    """The page of the docs."""
    machine = results["machine"]
    note = ["", f"**{results['note']}**"] if results.get("note") else []
    lines = [
        "# Benchmarks of archives",
        "",
        f"Written by `scripts/bench archive` on {machine['date']}: {machine['processor']}, {machine['memory']}, {machine['system']},",
        f"Python {machine['Python']}, aria2 {machine['aria2']}.{'  All of it was measured in this one run.' if results['one_run'] else ''}",
        *note,
        "",
        *_table(("what", "target", "found", ""), _targets(results)),
    ]
    lines += _history(results.get("history") or {})
    lines += _nothing_new(results.get("nothing_new"))
    lines += _catalogue(results.get("catalogue"))
    lines += _whole(results.get("whole"))
    return "\n".join(lines) + "\n"


def _targets(results: Row) -> Iterator[tuple[str, ...]]:
    def line(what: str, target: str, found: str, met: bool) -> tuple[str, ...]:
        return what, target, found, "met" if met else "**missed**"

    sizes: dict[str, Row] = results.get("history") or {}
    for name, row in sizes.items():
        yield line(f"{name}: clips found", "all", f"{row['found']:,} of {row['clips']:,}", row["whole"])
        if row["clips_a_window"] > 100:
            ratio = row["calls_by_ideal"]
            yield line(f"{name}: calls ÷ ideal", "1.15", f"{ratio:.3f}", ratio <= 1.15)
        yield line(f"{name}: peak memory", "150 MB", f"{row['peak_mb']} MB", row["peak_mb"] < 150)
    if one := results.get("nothing_new"):
        cpu = one["again"]["cpu_s"]
        yield line(
            f"nothing new among {one['clips']:,}: calls", "under 60", str(one["calls"]), one["calls"] < 60
        )
        yield line(f"nothing new among {one['clips']:,}: CPU", "under 3 s", f"{cpu:.1f} s", cpu < 3)
    if one := results.get("catalogue"):
        each = one["inserts_per_second"]
        worst = max(found["most"] for found in one["search_ms"].values())
        yield line("clips put in a second", "50,000", f"{each:,}", each >= 50_000)
        yield line("slowest search", "50 ms", f"{worst} ms", worst < 50)
    if one := results.get("whole"):
        ratio = _wall(one, "twitchkit") / _wall(one, "aria2c")
        yield line(f"{one['clips']:,} clips: wall ÷ aria2c", "1.15", f"{ratio:.2f}", ratio <= 1.15)


def _history(sizes: Row) -> list[str]:
    rows = [
        (
            name,
            f"{row['found']:,}",
            f"{row['calls']:,}{_spread(row['calls_of_each'])}",
            f"{row['calls_by_ideal']:.3f}",
            str(row["clips_a_window"]),
            f"{row['peak_mb']} MB",
            f"{row['cpu_s']} s",
            f"{row['wall_s']} s",
        )
        for name, row in sizes.items()
    ]
    if not rows:
        return []
    heads = (
        "channels x clips",
        "found",
        "calls",
        "calls ÷ ideal",
        "clips a window",
        "peak memory",
        "CPU",
        "wall",
    )
    text = """\
Simulated channels of ten years, in bursts, all oddities on, over HTTP; every slug is compared with the simulator's
truth.  Ideal is one call for each hundred clips.  It is compared where windows hold more than 100 clips on
average: a channel with fewer in the week that Twitch lists whole needs a call for each window, however few
clips that has.  CPU and memory are the client's; the simulator shares the cores.  Where a range stands
in brackets, this is the run with the median number of calls, and the most memory of all."""
    return ["", "## Whole histories", "", text, "", *_table(heads, rows)]


def _spread(calls: list[int]) -> str:
    return f" ({calls[0]:,} to {calls[-1]:,} in {len(calls)} runs)" if len(calls) > 1 else ""


def _nothing_new(one: Row | None) -> list[str]:
    if not one:
        return []
    rows = [
        (name, f"{run['wall_s']:.1f} s", f"{run['cpu_s']:.1f} s", f"{run['peak_bytes'] / 1e6:.0f} MB")
        for name, run in (("first, lists all", one["first"]), ("again, nothing new", one["again"]))
    ]
    text = f"`archive sync` of {one['clips']:,} clips that are all kept: {one['calls']} calls; [what it looks at](history.md#a-later-look)."
    return ["", "## Nothing new", "", text, "", *_table(("sync", "wall", "CPU", "peak memory"), rows)]


def _catalogue(one: Row | None) -> list[str]:
    if not one:
        return []
    rows = [
        (name, f"{found['median']} ms", f"{found['most']} ms") for name, found in one["search_ms"].items()
    ]
    text = f"""\
{one["clips"]:,} clips: {one["inserts_per_second"]:,} a second by the clock, {one["inserts_per_cpu_second"]:,} by CPU, words indexed and all flushed;
{one["megabytes"]} MB on the disk, {one["peak_memory_mb"]} MB of memory at most."""
    return ["", "## Catalogue", "", text, "", *_table(("search for", "median", "slowest of 20"), rows)]


def _whole(one: Row | None) -> list[str]:
    if not one:
        return []
    rows = [
        (
            tool,
            f"{_wall(one, tool):.1f} s",
            f"{min(run['cpu_s'] for run in runs):.1f} s",
            f"{min(run['servers_cpu_s'] for run in runs):.1f} s",
        )
        for tool, runs in one["runs"].items()
    ]
    text = f"""\
{one["clips"]:,} clips of {CLIP_BYTES / 1e6:g} MB from the simulator, of which {one["alive"]:,} have a file; {CONNECTIONS} connections; best of {len(one["runs"]["aria2c"])}, in turns.  twitchkit lists the
channel, finds the links, checks, flushes and hashes each file and keeps the catalogue; aria2c is given the links."""
    return [
        "",
        "## From nothing to files",
        "",
        text,
        "",
        *_table(("tool", "wall", "CPU", "simulator's CPU"), rows),
    ]


def _wall(one: Row, tool: str) -> float:
    return min(run["wall_s"] for run in one["runs"][tool])


def _table(heads: Sequence[str], rows: Iterator[tuple[str, ...]] | Sequence[tuple[str, ...]]) -> list[str]:
    return [
        f"| {' | '.join(heads)} |",
        f"|{' --- |' * len(heads)}",
        *(f"| {' | '.join(row)} |" for row in rows),
    ]


@contextmanager
def _work() -> Generator[Path]:
    work = RESULTS / "archive"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="scripts/bench archive")
    parser.add_argument("--quick", action="store_true", help="small sizes; leaves the docs alone")
    parser.add_argument(
        "--only", action="append", choices=PARTS, help="this part; the page keeps the others' last figures"
    )
    parser.add_argument("--rounds", type=int, default=1, help="of the part beside aria2c (1)")
    parser.add_argument("--note", default="", help="a sentence for the page: what was special this time")
    args = parser.parse_args()
    kept = RESULTS / f"archive{'-quick' if args.quick else ''}.json"
    results: Row = json.loads(kept.read_text()) if args.only and kept.exists() else {}
    results |= {"machine": describe(), "note": args.note, "one_run": not args.only}
    small = args.quick
    with _work() as work:
        for part in args.only or PARTS:
            print(f"{part}:", flush=True)
            match part:
                case "history":
                    results[part] = histories(work, small=small)
                case "nothing_new":
                    results[part] = nothing_new(work, 20_000 if small else 1_000_000)
                case "catalogue":
                    results[part] = measure_catalogue(work, 100_000 if small else 1_000_000)
                case _:
                    results[part] = whole(work, 300 if small else 10_000, args.rounds)
            kept.write_text(json.dumps(results, indent=1))
    text = page(results)
    if args.quick:
        sys.stdout.write(text)
    else:
        PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
