"""The results of a run as a page of the docs."""

# ruff: noqa: E501 -- the lines are the page's

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from bench.turns import AGAIN
from bench.verdicts import Verdict, verdicts

MB = 1_000_000
REMARKS = Path(__file__).with_name("remarks.md")

Row = dict[str, Any]

BUSY = (
    "**The machine was busy with other work meanwhile: the wall times are too long and their ratios unsure.**"
)

METHOD = """\
- One warm-up round, then round after round, each tool in its turn.  A run counts only when every file is there
  with its full size; one that others disturbed is made again at once, whatever it found.
- Files go to the disk that holds the project; twitchkit alone checks them and flushes them to the disk.
- twitch-dl and yt-dlp are the unmodified releases from PyPI, in an environment of the bench's own.  They have no
  option for another GraphQL host, so `bench/shim.py` replaces it in the address of a request.
- `twitch-dl download` is given the clips, as twitchkit is, and takes one after the other.  `twitch-dl clips -d` is
  given a channel that has just these clips and fetches them with `-w` workers: its default of 10, and as many as
  the others have connections.
- Before each run, more memory than the run will fill is filled and freed.  Otherwise whoever is the first to use
  memory that this virtual machine had given back to its host pays for it, up to two CPU seconds per GB.
- Before each run all that was written is flushed, so that nobody pays for what another tool left to the system.
- Files of earlier runs are emptied, and removed when all is measured: for five minutes ext4 passes over each inode
  that was deleted whenever it makes a file, so a run would cost the more the more files were deleted before it.
- Clips that twitch-dl cannot fetch are left out for all: those of deleted channels, and those with long titles.
- aria2 preallocates nothing and uses one connection per file; curl and aria2 check certificates too.
- The latency comes from `bench/standin.py`, which says why it is neither nginx nor the simulator.
- Wall is the time of the whole command, start of the interpreter included.  Memory is the kernel's `VmHWM`, read
  every 20 ms, of the process and its children.
- `scripts/bench` writes the raw results of every run to `bench/results/`.  `make bench` measures anew;
  `scripts/bench --quick` takes under a minute and leaves this page alone.
"""


def write_report(results: Row, page: Path) -> None:
    """Write `page` from the JSON of a run."""
    lines = ["# Benchmarks", "", *_opening(results), "", "## Targets", "", *_targets(verdicts(results))]
    if results.get("latency"):
        lines += ["", "## Many small clips, far away", "", *_latency(results["latency"])]
    if results.get("big"):
        lines += ["", "## Big clips over TLS", "", *_big(results["big"])]
    if results.get("memory"):
        lines += ["", "## Memory", "", *_memory(results["memory"])]
    if results.get("start_up"):
        lines += ["", "## Start-up", "", *_start_up(results["start_up"])]
    if results.get("cdn"):
        lines += ["", "## The simulator as a media host", "", *_cdn(results["cdn"])]
    if REMARKS.exists():
        lines += ["", "## Remarks", "", REMARKS.read_text(encoding="utf-8").strip()]
    lines += ["", "## How it was measured", "", METHOD.rstrip()]
    page.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _opening(results: Row) -> list[str]:
    machine = results["machine"]
    shown = ", ".join(f"{name} {machine[name]}" for name in ("nginx", "curl", "aria2", "twitch-dl", "yt-dlp"))
    runs = [run for column in _columns(results) for run in column["runs"]]
    noisy = sum(run["disturbed"] for run in runs)
    again = sum(column.get("again", 0) for column in _columns(results))
    busy = ["", BUSY] if noisy > len(runs) / 4 else []
    note = ["", results["note"]] if results.get("note") else []
    quick = ["", "**A quick run: its figures only show that everything works.**"] if results["quick"] else []
    slow = results["slow_rounds"]
    alone = f", of {slow} for tools that take one clip after the other" if slow != results["rounds"] else ""
    return [
        f"Written by `make bench` on {machine['date']}.  Everything compared was measured in this one run, in",
        f"turns; figures are medians of {results['rounds']}{alone}.",
        *quick,
        *busy,
        *note,
        "",
        f"- Machine: {machine['processor']}, {machine['memory']}, {machine['system']}",
        f"- Python {machine['Python']}; twitchkit {machine['twitchkit']}",
        f"- {shown}",
        f"- Disturbed runs (something else took more than a tenth of a core): {noisy} of {len(runs)}, after {again} were made",
        f"  again, up to {AGAIN} for each round so far; of one round's the least disturbed counts",
    ]


def _targets(found: Sequence[Verdict]) -> list[str]:
    rows = [(one.what, one.target, one.found, "met" if one.met else "**missed**") for one in found]
    return _table(("what", "target", "found", ""), rows)


def _latency(part: Row) -> list[str]:
    size, columns = part["size"], part["columns"]
    wall = {column["tool"]: _middle(column, "wall_s") for column in columns if column["runs"]}
    floor, ours = wall.get("floor"), wall.get("twitchkit")
    rows = []
    for column in columns:
        if not column["runs"]:
            rows.append((column["tool"], f"failed: {_short(column['failure'])}", "", "", "", "", ""))
            continue
        took, counted = wall[column["tool"]], column["counted"]
        rows.append(
            (
                _named(column),
                f"{took:.2f} s ({_span(column)})",
                f"{took / floor:.2f}" if floor else "",
                f"{took / ours:.2f}" if ours else "",
                f"{_middle(column, 'cpu_s'):.2f} s",
                f"{counted['graphql']} + {counted['media']}",
                f"{counted['most_open']} ({counted['connections'] - 1})",
            )
        )
    heads = ("tool", "wall (all runs)", "x floor", "x twitchkit", "CPU", "GraphQL + media", "connections")
    posts = -(-size["clips"] // 35)
    text = f"""\
{size["clips"]} clips of {size["clip_bytes"] / MB:g} MB over plain HTTP; every answer, GraphQL and media, is held for
{part["wait_s"] * 1000:.0f} ms; {size["connections"]} connections.  Reckoned from the waits alone ({posts} batches at once, then
{size["connections"]} clips at a time), it takes at least {part["bound_s"]:.2f} s.  The floor is a program that does just this and
checks nothing (`bench/floor.py`).  `connections`: most open at the same time (opened in all).  Tools marked * were
given the signed links."""
    return [
        text,
        "",
        *_table(heads, rows),
    ]


def _big(part: Row) -> list[str]:
    size, columns = part["size"], part["columns"]
    ours = next((column for column in columns if column["tool"] == "twitchkit" and column["runs"]), None)
    rows = []
    for column in columns:
        if not column["runs"]:
            rows.append((column["tool"], f"failed: {_short(column['failure'])}", "", "", "", ""))
            continue
        cpu, wall = _per_gb(column), _middle(column, "wall_s")
        rows.append(
            (
                _named(column),
                f"{cpu:.2f}",
                f"{_per_gb(ours) / cpu:.2f}" if ours else "",
                f"{wall:.2f} s ({_span(column)})",
                f"{_middle(ours, 'wall_s') / wall:.2f}" if ours else "",
                f"{_peak(column) / MB:.0f} MB",
            )
        )
    heads = ("tool", "CPU s/GB", "twitchkit ÷ it", "wall (all runs)", "twitchkit ÷ it", "peak memory")
    text = f"""\
{size["clips"]} clips of {size["clip_bytes"] / MB:g} MB from nginx over TLS, {size["connections"]} connections.  CPU is user and
system time of the client and its children.  Tools marked * were given the signed links; twitchkit finds them itself."""
    return [
        text,
        "",
        *_table(heads, rows),
    ]


def _memory(part: Row) -> list[str]:
    rows = []
    for one in part["sizes"]:
        size, column = one["size"], one["column"]
        shown = f"{_peak(column) / MB:.1f} MB" if column["runs"] else f"failed: {_short(column['failure'])}"
        wall = f"{_middle(column, 'wall_s'):.1f} s" if column["runs"] else ""
        rows.append(
            (f"{size['clips']} x {_bytes(size['clip_bytes'])}", str(size["connections"]), shown, wall)
        )
    return [
        "Highest resident memory of `twitchkit clip download`, over TLS from nginx.",
        "",
        *_table(("clips", "jobs", "peak memory", "wall"), rows),
    ]


def _start_up(part: Row) -> list[str]:
    walls = part["wall_s"]
    bare = walls["python -c pass"]
    rows = [(f"`{name}`", f"{wall * 1000:.1f} ms", f"{wall / bare:.2f}") for name, wall in walls.items()]
    return [
        f"Medians of {part['rounds']}, the same interpreter.",
        "",
        *_table(("command", "wall", "x bare"), rows),
    ]


def _cdn(part: Row) -> list[str]:
    total = part["bytes"]
    rows = [
        (
            row["server"],
            f"{total / row['wall_s'] / MB:.0f} MB/s",
            f"{row['servers_cpu_s'] / (total / 1e9):.2f}",
        )
        for row in part["rows"]
    ]
    return [
        f"{part['films']} films of {_bytes(round(total / part['films'] / 1e5) * 100_000)}, fetched by `curl --parallel` over",
        f"{part['connections']} connections and thrown away; curl shares the cores with the server.",
        "",
        *_table(("server", "throughput", "server's CPU s/GB"), rows),
    ]


def _columns(results: Row) -> Iterable[Row]:
    for part in ("latency", "big"):
        yield from (results.get(part) or {}).get("columns", [])
    yield from (one["column"] for one in (results.get("memory") or {}).get("sizes", []))


def _middle(column: Row, figure: str) -> float:
    return median(run[figure] for run in column["runs"])


def _per_gb(column: Row) -> float:
    return _middle(column, "cpu_s") / (column["bytes"] / 1e9)


def _peak(column: Row) -> int:
    return max(run["peak_bytes"] for run in column["runs"])


def _span(column: Row) -> str:
    walls = [run["wall_s"] for run in column["runs"]]
    return f"{min(walls):.2f} to {max(walls):.2f}" if len(walls) > 1 else "one run"


def _named(column: Row) -> str:
    return column["tool"] + ("" if column["resolves"] else " *")


def _bytes(count: int) -> str:
    return f"{count / 1000:g} KB" if count < MB else f"{count / MB:g} MB"


def _short(text: str) -> str:
    return " ".join(text.split())[:80].replace("|", "/")


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return [
        f"| {' | '.join(heads)} |",
        f"|{' --- |' * len(heads)}",
        *(f"| {' | '.join(row)} |" for row in rows),
    ]
