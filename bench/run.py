"""The whole bench: `python -m bench.run`, see `--help`."""

from __future__ import annotations

import argparse
import json
import shutil
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench import peers, scenes, tokens
from bench.cdn import cdn
from bench.machine import describe
from bench.report import write_report
from bench.scenes import Size
from bench.verdicts import verdicts

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "bench" / "results"
PAGE = ROOT / "docs" / "benchmarks.md"
PARTS = ("latency", "big", "memory", "start_up", "cdn")
TOKENS = "tokens"
"""A part with a page of its own, docs/benchmarks-tokens.md; it needs no other programs."""


def main() -> None:
    args = _arguments()
    if TOKENS in (args.only or ()):
        tokens.measure(quick=args.quick, note=args.note or "")
        args.only.remove(TOKENS)
        if not args.only:
            return
    if args.report:
        results = json.loads(args.report.read_text(encoding="utf-8"))
        write_report(results | ({"note": args.note} if args.note else {}), PAGE)
        return
    # Ended from outside, it still ends its servers.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    if absent := peers.missing():
        raise SystemExit(
            "bench: programs are missing; on Debian or Ubuntu: apt-get install "
            + " ".join(sorted(set(absent)))
        )
    if not scenes.TWITCHKIT.exists():
        raise SystemExit("bench: .venv/bin/twitchkit is missing; run: make setup")
    RESULTS.mkdir(parents=True, exist_ok=True)
    work = RESULTS / "work"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    results: dict[str, Any] = {
        "machine": describe(),
        "rounds": args.rounds,
        "slow_rounds": args.slow_rounds,
        "note": args.note,
        "quick": args.quick,
    }
    try:
        for part in args.only or PARTS:
            print(f"{part}:", flush=True)
            results[part] = _measure(part, work, args)
    finally:
        if not args.keep:
            shutil.rmtree(work, ignore_errors=True)
    _keep(results, quick=args.quick or bool(args.only))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench", description="Measures twitchkit beside its peers.")
    parser.add_argument(
        "--quick", action="store_true", help="a small run, under a minute; leaves the docs alone"
    )
    parser.add_argument("--rounds", type=int, help="measured runs per tool (5; 1 with --quick)")
    parser.add_argument(
        "--slow-rounds", type=int, help="the same for tools that take one clip after the other"
    )
    parser.add_argument(
        "--only", action="append", choices=(*PARTS, TOKENS), help="this part; leaves the docs alone"
    )
    parser.add_argument(
        "--quiet-wait",
        type=float,
        metavar="S",
        help="longest wait, before each run, for a quiet machine (5; 0 with --quick)",
    )
    parser.add_argument(
        "--keep", action="store_true", help="keep films, logs and lists in bench/results/work"
    )
    parser.add_argument("--note", metavar="TEXT", help="a paragraph for the page: what was special this time")
    parser.add_argument("--report", type=Path, metavar="JSON", help="write the page of an earlier run anew")
    args = parser.parse_args()
    args.rounds = args.rounds or (1 if args.quick else 5)
    args.slow_rounds = args.slow_rounds or args.rounds
    if args.quiet_wait is None:
        args.quiet_wait = 0 if args.quick else 5
    return args


def _measure(part: str, work: Path, args: argparse.Namespace) -> dict[str, object]:
    def size(clips: int, clip_bytes: int, connections: int, rounds: int = args.rounds) -> Size:
        return Size(
            clips=clips,
            clip_bytes=clip_bytes,
            connections=connections,
            rounds=rounds,
            quiet_s=args.quiet_wait,
        )

    small = args.quick
    if part == "latency":
        few = size(40 if small else 300, 2_000_000, 16)
        return scenes.latency(work, few, 0.05, slow_rounds=args.slow_rounds)
    if part == "big":
        return scenes.big(work, size(8 if small else 60, 20_000_000, 8))
    if part == "memory":
        once = [size(60, 20_000_000, 8, 1), size(300, 2_000_000, 16, 1), size(3000, 50_000, 16, 1)]
        once.append(size(1, 1_000_000_000, 8, 1))
        if small:
            once = [size(8, 20_000_000, 8, 1), size(200, 50_000, 16, 1)]
        return scenes.memory(work, once)
    if part == "cdn":
        return cdn(work, size(5 if small else 20, 20_000_000, 8))
    return scenes.start_up(work, 10 if small else 30, args.quiet_wait)


def _keep(results: dict[str, Any], *, quick: bool) -> None:
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    raw = RESULTS / f"{stamp}.json"
    raw.write_text(json.dumps(results, indent=1), encoding="utf-8")
    page = RESULTS / f"{stamp}.md" if quick else PAGE
    write_report(results, page)
    print()
    for one in verdicts(results):
        print(f"{'met   ' if one.met else 'MISSED'}  {one.what}: {one.found} (target {one.target})")
    print(f"\n{page.relative_to(ROOT)}, {raw.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
