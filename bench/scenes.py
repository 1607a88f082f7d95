"""The measurements: many small clips at a latency, big clips over TLS, memory, start-up."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from statistics import median

from bench import peers
from bench.films import BATCH, fetch_films
from bench.measure import measure, wait_for_quiet
from bench.peers import Job
from bench.servers import free_port, nginx, simulator, standin, throw_away_ca
from bench.turns import Column, Table, take_turns

ROOT = Path(__file__).resolve().parent.parent
TWITCHKIT = ROOT / ".venv" / "bin" / "twitchkit"
SPARE = 1.5
"""Clips the simulator has for each one that is wanted: some are dead on purpose, some are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How big a measurement is."""

    clips: int
    clip_bytes: int
    connections: int
    rounds: int
    quiet_s: float = 0


def latency(work: Path, size: Size, wait_s: float, *, slow_rounds: int) -> dict[str, object]:
    """Small clips, every answer held: twitchkit against the floor, twitch-dl, yt-dlp, curl and aria2.

    Args:
        slow_rounds: measured runs of the tools that take one clip after the other.
    """
    python = peers.peers_python(ROOT / "bench" / "results")
    port, films_root = free_port(), _empty(work / "films")
    with ExitStack() as servers:
        origin = servers.enter_context(
            simulator(TWITCHKIT, work, clips=_stock(size), clip_bytes=size.clip_bytes,
                      media_url=f"http://127.0.0.1:{port}")
        )  # fmt: skip
        films = fetch_films(origin.base_url, slugs_of(origin.ready), count=size.clips, root=films_root)
        listing = work / "listing.txt"
        listing.write_text("\n".join(film.slug for film in films))
        front = servers.enter_context(
            standin(
                work, root=films_root, upstream=origin.base_url, listing=listing, wait_s=wait_s, port=port
            )
        )
        job = Job(films=films, graphql_url=front.base_url, connections=size.connections, work=work)
        table = Table(
            work=work,
            servers=(*origin.pids, *front.pids),
            rounds=size.rounds,
            quiet_s=size.quiet_s,
            standin_url=front.base_url,
        )
        quick = [
            peers.floor(job),
            peers.twitchkit(TWITCHKIT, job),
            peers.twitch_dl_channel(python, job),
            peers.twitch_dl_channel(python, job, job.connections),
            peers.curl(job),
            peers.aria2(job),
        ]
        columns = take_turns(quick, films, table)
        slow = [peers.twitch_dl_list(python, job), peers.yt_dlp(python, job)]
        columns += take_turns(slow, films, _with_rounds(table, slow_rounds))
    posts, media = ceil(size.clips / BATCH), ceil(size.clips / size.connections)
    bound = (ceil(posts / size.connections) + media) * wait_s
    return {"size": _shown(size), "wait_s": wait_s, "bound_s": bound, "columns": _rows(columns)}


def big(work: Path, size: Size) -> dict[str, object]:
    """Big clips over TLS from nginx: CPU and wall of twitchkit, curl and aria2."""
    columns = _over_tls(work, size, alone=False)
    return {"size": _shown(size), "columns": _rows(columns)}


def memory(work: Path, sizes: Sequence[Size]) -> dict[str, object]:
    """The highest resident memory of twitchkit for each of `sizes`, over TLS from nginx."""
    found: list[dict[str, object]] = []
    for size in sizes:
        [column] = _over_tls(work, size, alone=True)
        found.append({"size": _shown(size), "column": column.as_json()})
    return {"sizes": found}


def start_up(work: Path, rounds: int, quiet_s: float) -> dict[str, object]:
    """`twitchkit --version` and `--help` against the bare interpreter, in turns."""
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "twitchkit --version": [TWITCHKIT, "--version"],
        "twitchkit --help": [TWITCHKIT, "--help"],
    }
    walls: dict[str, list[float]] = {name: [] for name in commands}
    env = {"PATH": os.environ["PATH"], "TWITCHKIT_HOME": str(work / "twitchkit-home")}
    wait_for_quiet(quiet_s)
    for turn in range(rounds + 1):
        for name, command in commands.items():
            run = measure(command, log=work / "start.log", env=env, cwd=work)
            if run.status:
                raise SystemExit(f"bench: {name} ended with {run.status}: {run.said}")
            if turn:
                walls[name].append(run.wall_s)
    return {
        "rounds": rounds,
        "wall_s": {name: median(those) for name, those in walls.items()},
        "walls_s": walls,
    }


def _over_tls(work: Path, size: Size, *, alone: bool) -> list[Column]:
    ca, port, films_root = throw_away_ca(work), free_port(), _empty(work / "films")
    with ExitStack() as servers:
        media = servers.enter_context(nginx(work, root=films_root, port=port))
        origin = servers.enter_context(
            simulator(
                TWITCHKIT, work, clips=_stock(size), clip_bytes=size.clip_bytes, media_url=media.base_url
            )
        )
        films = fetch_films(origin.base_url, slugs_of(origin.ready), count=size.clips, root=films_root)
        job = Job(films=films, graphql_url=origin.base_url, connections=size.connections, work=work, ca=ca)
        tools = [peers.twitchkit(TWITCHKIT, job)]
        if not alone:
            tools += [peers.curl(job), peers.aria2(job)]
        table = Table(
            work=work,
            servers=(*origin.pids, *media.pids),
            rounds=size.rounds,
            warm_up=not alone,
            quiet_s=size.quiet_s,
        )
        return take_turns(tools, films, table)


def _stock(size: Size) -> int:
    return ceil(size.clips * SPARE) + 20


def slugs_of(ready: dict[str, object]) -> list[str]:
    """The slugs in a simulator's ready file."""
    slugs = ready["clips"]
    assert isinstance(slugs, list)
    return slugs


def _empty(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _with_rounds(table: Table, rounds: int) -> Table:
    return Table(
        work=table.work,
        servers=table.servers,
        rounds=rounds,
        warm_up=False,
        quiet_s=table.quiet_s,
        standin_url=table.standin_url,
    )


def _shown(size: Size) -> dict[str, object]:
    return {"clips": size.clips, "clip_bytes": size.clip_bytes, "connections": size.connections}


def _rows(columns: Sequence[Column]) -> list[dict[str, object]]:
    return [column.as_json() for column in columns]
