"""The targets, and whether a run met them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from typing import Any

MB = 1_000_000
SMALL_PEAK_MB = 80


@dataclass(frozen=True, slots=True)
class Verdict:
    """One target: in words, as a limit, as found, and whether that is good enough."""

    what: str
    target: str
    found: str
    met: bool


def verdicts(results: dict[str, Any]) -> list[Verdict]:
    """A verdict for each target whose figures are there."""
    found: list[Verdict] = []
    if part := results.get("latency"):
        found += _latency({one["tool"]: one for one in part["columns"] if one["runs"]})
    if part := results.get("big"):
        found += _big({one["tool"]: one for one in part["columns"] if one["runs"]})
    if part := results.get("memory"):
        found += _memory(part["sizes"])
    if part := results.get("start_up"):
        bare = part["wall_s"]["python -c pass"]
        for name in ("twitchkit --version", "twitchkit --help"):
            found.append(_at_most(f"`{name}` ÷ `python -c pass`", 3.0, part["wall_s"][name] / bare))
    return found


def _latency(columns: dict[str, Any]) -> Iterator[Verdict]:
    if "twitchkit" not in columns:
        yield Verdict("many small clips", "done", "twitchkit failed", met=False)
        return
    ours = _middle(columns["twitchkit"], "wall_s")
    if "floor" in columns:
        yield _at_most("small clips, wall ÷ floor", 1.25, ours / _middle(columns["floor"], "wall_s"))
    for name, column in columns.items():
        if name.startswith("twitch-dl"):
            ratio = _middle(column, "wall_s") / ours
            yield Verdict(f"small clips, faster than `{name}`", "≥ 4 x", f"{ratio:.2f} x", met=ratio >= 4)


def _big(columns: dict[str, Any]) -> Iterator[Verdict]:
    if "twitchkit" not in columns:
        yield Verdict("big clips", "done", "twitchkit failed", met=False)
        return
    ours = columns["twitchkit"]
    limits = (
        ("curl --parallel", "cpu_s", "CPU", 0.9),
        ("aria2c", "cpu_s", "CPU", 0.7),
        ("aria2c", "wall_s", "wall", 1.0),
    )
    for name, figure, shown, limit in limits:
        if name in columns:
            ratio = _middle(ours, figure) / _middle(columns[name], figure)
            yield _at_most(f"big clips over TLS, {shown} ÷ {name}'s", limit, ratio)


def _memory(sizes: list[dict[str, Any]]) -> Iterator[Verdict]:
    runs = [run for one in sizes for run in one["column"]["runs"]]
    if len({id(one) for one in sizes if one["column"]["runs"]}) < len(sizes):
        yield Verdict(
            "peak memory, whatever the clips", f"< {SMALL_PEAK_MB} MB", "twitchkit failed", met=False
        )
        return
    peak = max(run["peak_bytes"] for run in runs) / MB
    yield Verdict(
        "peak memory, whatever the clips", f"< {SMALL_PEAK_MB} MB", f"{peak:.1f} MB", met=peak < SMALL_PEAK_MB
    )


def _at_most(what: str, limit: float, ratio: float) -> Verdict:
    return Verdict(what, f"≤ {limit:g}", f"{ratio:.2f}", met=ratio <= limit)


def _middle(column: dict[str, Any], figure: str) -> float:
    return median(run[figure] for run in column["runs"])
