"""Turns: every tool does the same job, one after the other, round after round."""

from __future__ import annotations

import json
import os
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.films import Film
from bench.measure import Run, measure, set_aside, wait_for_quiet, warm_memory
from bench.peers import Tool

AGAIN = 2
"""For each round so many runs that others disturbed may be made again, now or in a later round; of the runs
of one round the least disturbed counts.
"""


@dataclass(slots=True, kw_only=True)
class Column:
    """One tool's runs in a measurement.

    Args:
        tool: its name.
        resolves: whether it had to find the links itself.
        bytes: what each run has to leave behind.
        runs: the measured ones, in order.
        failure: why there are none, or None.
        counted: what the stand-in counted in the last run.
        again: runs that were made again because others had disturbed them.
    """

    tool: str
    resolves: bool
    bytes: int
    runs: list[Run] = field(default_factory=list)
    failure: str | None = None
    counted: dict[str, int] = field(default_factory=dict)
    again: int = 0

    def as_json(self) -> dict[str, object]:
        return {
            "tool": self.tool,
            "resolves": self.resolves,
            "bytes": self.bytes,
            "failure": self.failure,
            "counted": self.counted,
            "again": self.again,
            "runs": [run.as_json() for run in self.runs],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Where the turns are taken.

    Args:
        work: the folder for logs and targets; its file system takes the files.
        servers: ids of the serving processes.
        rounds: measured runs per tool.
        warm_up: whether an unmeasured run comes first.
        quiet_s: how long at most to wait, before each run, for others to leave the machine alone.
        standin_url: the stand-in, when it serves.
    """

    work: Path
    servers: tuple[int, ...]
    rounds: int
    warm_up: bool = True
    quiet_s: float = 0
    standin_url: str | None = None


def take_turns(tools: Sequence[Tool], films: Sequence[Film], table: Table) -> list[Column]:
    """Every tool's runs; a tool whose files are not all there in full is out of the game, with the reason."""
    total = sum(film.size_bytes for film in films)
    columns = [Column(tool=tool.name, resolves=tool.resolves, bytes=total) for tool in tools]
    for turn in range(0 if table.warm_up else 1, table.rounds + 1):
        for tool, column in zip(tools, columns, strict=True):
            if column.failure:
                continue
            name, tries = f"round {turn}" if turn else "warm-up", AGAIN if turn and table.rounds > 1 else 0
            run = _take(tool, films, table, column, name)
            while run.disturbed and column.again < tries * turn and not column.failure:
                column.again += 1
                run = min(run, _take(tool, films, table, column, f"{name} again"), key=_noise)
            if column.failure:
                column.runs.clear()
            elif turn:
                column.runs.append(run)
    return columns


def _take(tool: Tool, films: Sequence[Film], table: Table, column: Column, name: str) -> Run:
    run, column.failure, column.counted = _turn(tool, films, table)
    shown = column.failure or f"{run.wall_s:.2f} s, CPU {run.cpu_s:.2f} s"
    noise = f", others {run.others_cpu_s + run.stolen_s:.2f} s" if run.disturbed else ""
    print(f"  {name}  {tool.name}: {shown}{noise}", flush=True)
    return run


def _noise(run: Run) -> float:
    return run.noise


def _turn(tool: Tool, films: Sequence[Film], table: Table) -> tuple[Run, str | None, dict[str, int]]:
    target = table.work / "target"
    target.mkdir()
    log = table.work / f"{tool.name.replace(' ', '-')}.log"
    _counted(table)
    # What another tool left to the system to write is written now, not while this one is measured.
    os.sync()
    if table.quiet_s:
        wait_for_quiet(table.quiet_s)
    warm_memory(sum(film.size_bytes for film in films), table.work)
    run = measure(tool.into(target), log=log, env=tool.environment, cwd=table.work, servers=table.servers)
    counted = _counted(table)
    failure = _fault(target, films)
    if run.status and not failure:
        failure = f"exit status {run.status}"
    if failure:
        failure = f"{failure}: {run.said[-300:].strip()}"
    set_aside(target)
    return run, failure, counted


def _fault(target: Path, films: Sequence[Film]) -> str | None:
    """Whether each film is there in full, told by the sizes, since every tool has its own names."""
    found = sorted(path.stat().st_size for path in target.rglob("*.mp4"))
    wanted = sorted(film.size_bytes for film in films)
    if found == wanted:
        return None
    return f"{len(found)} of {len(wanted)} files, {sum(found)} of {sum(wanted)} bytes"


def _counted(table: Table) -> dict[str, int]:
    if not table.standin_url:
        return {}
    with urllib.request.urlopen(f"{table.standin_url}/_counted", timeout=60) as answer:
        return json.load(answer)
