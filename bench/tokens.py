"""What keeping tokens costs: 100,000 accounts in one process, a cached token, the command line.

`scripts/bench --only tokens` measures and writes docs/benchmarks-tokens.md; with `--quick` it prints it only.
"""

# ruff: noqa: E501 -- the lines are the page's

from __future__ import annotations

import asyncio
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
from msgspec.structs import replace

from bench.machine import describe
from twitchkit import AsyncTwitch, Twitch
from twitchkit.client.keeping import LOOK_FOR_NEW, Change
from twitchkit.client.session import open_session
from twitchkit.client.system import SystemClock
from twitchkit.oauth import Token
from twitchkit.oauth.login import Login
from twitchkit.secret import Secret
from twitchkit.transport.blocking import BlockingTransport
from twitchkit.vault.file import FileVault
from twitchkit.vault.record import LoginRecord

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "benchmarks-tokens.md"
TWITCHKIT = ROOT / ".venv" / "bin" / "twitchkit"
ACCOUNTS = 100_000
HOUR_S = 3600
LIVES_H = 3.6
"""A user token lives four hours or a little less, and is refreshed some ten minutes ahead."""
SERVE = """
import json, sys
from twitchkit.simulator import Simulator
from twitchkit.simulator.quirks import Quirks
with Simulator(seed=1, clips=3, quirks=Quirks(limit="none")) as simulator:
    login, count = simulator.users[0].login, int(sys.argv[1])
    rows = {}
    # The simulator remembers 10,000 tokens.
    for public, many in ((False, count), (True, 1)):
        pairs = [simulator.user_tokens(login, "clips:edit", public=public) for _ in range(many)]
        rows[str(public)] = [(pair.access_token, pair.refresh_token) for pair in pairs]
    print(json.dumps({
        "url": simulator.base_url, "id": simulator.client_id, "secret": simulator.client_secret,
        "public_id": simulator.public_client_id, "pairs": rows,
    }), flush=True)
    sys.stdin.read()
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """CPU seconds of the keeping process per account, in the best turn and on average."""

    each_s: float
    mean_s: float
    count: int
    wall_s: float


class Service:
    """A simulator in a process of its own, with logins to keep."""

    def __init__(self, count: int) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", SERVE, str(count)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        self.told: dict[str, Any] = json.loads(self._process.stdout.readline())

    def close(self) -> None:
        self._process.communicate()

    def logins(self, *, public: bool = False) -> list[Login]:
        now = datetime.now(UTC)
        return [
            Login(
                token=Token(
                    access_token=Secret(access),
                    client_id=self.client_id(public=public),
                    issued_at=now,
                    expires_at=now + timedelta(hours=3.9),
                    scopes=frozenset({"clips:edit"}),
                    refresh_token=Secret(refresh),
                    user_id="1",
                    login="somebody",
                ),
                validated_at=now,
            )
            for access, refresh in self.told["pairs"][str(public)]
        ]

    def client_id(self, *, public: bool = False) -> str:
        return self.told["public_id" if public else "id"]

    def arguments(self, *, public: bool = False) -> dict[str, Any]:
        url = self.told["url"]
        secret = None if public else self.told["secret"]
        return {
            "client_id": self.client_id(public=public),
            "client_secret": secret,
            "id_url": url,
            "api_url": url,
        }


def fill(folder: Path, logins: Sequence[Login]) -> None:
    """A vault of `ACCOUNTS`: the first ones as given, the others not due."""
    vault = FileVault(folder, clock=SystemClock())
    now = datetime.now(UTC)
    with vault._database.change() as connection:  # noqa: SLF001 - one transaction, not 100,000
        for number in range(ACCOUNTS):
            login = logins[number] if number < len(logins) else replace(logins[0], validated_at=now)
            record = msgspec.json.encode(LoginRecord.of(login))
            row = (login.token.client_id, f"account-{number:06}", record)
            connection.execute("INSERT OR REPLACE INTO login VALUES (?, ?, ?)", row)


async def keep(service: Service, folder: Path, change: Change, count: int) -> Cost:
    """Lets `count` due accounts be kept, in ten turns; counts the CPU of this process alone."""
    vault = FileVault(folder, clock=SystemClock())
    async with AsyncTwitch(vault=vault, **service.arguments()) as twitch:
        turn = count // 10
        cpu: list[float] = []
        wall: list[float] = []
        async with aclosing(twitch.logins.keep(per_second=100_000)) as kept_alive:
            for seen in range(1, 10 * turn + 1):
                kept = await anext(kept_alive)
                assert kept.change == change, kept
                if seen % turn == 0:
                    cpu.append(time.process_time())
                    wall.append(time.perf_counter())
    # The first turn, in which connections are made, is not counted.
    return Cost(
        each_s=min(after - before for before, after in pairwise(cpu)) / turn,
        mean_s=(cpu[-1] - cpu[0]) / (9 * turn),
        count=9 * turn,
        wall_s=wall[-1] - wall[0],
    )


def many(service: Service, work: Path, count: int) -> dict[str, Any]:
    """Validation and refresh, each on a vault of its own, and the search for new accounts."""
    now = datetime.now(UTC)
    logins = service.logins()
    costs: dict[str, Cost] = {}
    unasked = [replace(one, validated_at=None) for one in logins]
    ended = [replace(one, token=replace(one.token, expires_at=now)) for one in logins]
    for change, due in ((Change.VALIDATED, unasked), (Change.REFRESHED, ended)):
        folder = work / change
        fill(folder, due)
        costs[change] = asyncio.run(keep(service, folder, change, count))
    vault = FileVault(work / Change.VALIDATED, clock=SystemClock())
    before = time.process_time()
    vault.accounts(service.client_id())
    search_s = time.process_time() - before
    validate_s, refresh_s = costs[Change.VALIDATED].each_s, costs[Change.REFRESHED].each_s
    searches_s = search_s * HOUR_S / LOOK_FOR_NEW.total_seconds()
    hour_s = ACCOUNTS * (validate_s + refresh_s / LIVES_H) + searches_s
    mean_s = (
        ACCOUNTS * (costs[Change.VALIDATED].mean_s + costs[Change.REFRESHED].mean_s / LIVES_H) + searches_s
    )
    return {
        "mean_share": mean_s / HOUR_S,
        "validate_us": validate_s * 1e6,
        "refresh_us": refresh_s * 1e6,
        "measured": costs[Change.VALIDATED].count,
        "per_second": costs[Change.VALIDATED].count / costs[Change.VALIDATED].wall_s,
        "search_s": search_s,
        "hour_s": hour_s,
        "share": hour_s / HOUR_S,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def cached(service: Service, work: Path, rounds: int) -> dict[str, float]:
    """A token that is there already, microseconds a call."""
    vault = FileVault(work / "cached", clock=SystemClock())
    vault.save("default", service.logins()[-1])
    with Twitch(vault=vault, account="default", **service.arguments()) as twitch:
        twitch.token()
        blocking = _each_us(twitch.token, rounds)

    async def on_asyncio() -> float:
        async with AsyncTwitch(vault=vault, account="default", **service.arguments()) as twitch:
            await twitch.token()
            best = float("inf")
            for _ in range(7):
                started = time.perf_counter()
                for _ in range(rounds):
                    await twitch.token()
                best = min(best, (time.perf_counter() - started) / rounds)
            return best * 1e6

    return {"blocking_us": blocking, "asyncio_us": asyncio.run(on_asyncio())}


def _each_us(call: Callable[[], object], rounds: int) -> float:
    best = float("inf")
    for _ in range(7):
        started = time.perf_counter()
        for _ in range(rounds):
            call()
        best = min(best, (time.perf_counter() - started) / rounds)
    return best * 1e6


def command_line(service: Service, work: Path, rounds: int) -> dict[str, Any]:
    """`twitchkit token` with a kept token beside `python -c pass`, in turns; median milliseconds."""
    home = work / "home"
    environment = {
        "PATH": os.environ["PATH"],
        "TWITCHKIT_HOME": str(home),
        "TWITCH_CLIENT_ID": service.client_id(),
        "TWITCH_CLIENT_SECRET": service.told["secret"],
        "TWITCHKIT_ID_URL": service.told["url"],
    }
    vault = FileVault(home / "vault", clock=SystemClock())
    vault.save("mybot", service.logins()[-2])
    commands = {
        "pass": [sys.executable, "-c", "pass"],
        "app": [str(TWITCHKIT), "token", "--app"],
        "account": [str(TWITCHKIT), "token", "--account", "mybot"],
    }
    walls: dict[str, list[float]] = {name: [] for name in commands}
    cpus: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(rounds + 2):
        for name, command in commands.items():
            before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
            subprocess.run(command, env=environment, cwd=work, check=True, stdout=subprocess.DEVNULL)
            wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
            if turn > 1:
                walls[name].append(wall * 1000)
                spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
                cpus[name].append(spent * 1000)
    return {
        name: {"wall_ms": median(walls[name]), "best_ms": min(walls[name]), "cpu_ms": median(cpus[name])}
        for name in commands
    }


def window(service: Service, work: Path, count: int) -> dict[str, float]:
    """From the moment a public app's new pair has been read from the wire until it is on the disk."""
    answered: list[float] = []
    widths: list[float] = []

    class Timed(FileVault):
        def save(self, account: str, login: Login, *, durable: bool = True) -> None:
            super().save(account, login, durable=durable)
            if answered and login.refreshing_since is None:
                widths.append(time.perf_counter() - answered[-1])
                answered.clear()

    def stamp() -> float:
        answered.append(time.perf_counter())
        return time.time()

    vault = Timed(work / "window", clock=SystemClock())
    vault.save("default", service.logins(public=True)[0])
    session = open_session(vault, account="default", **service.arguments(public=True))
    whole: list[float] = []
    with BlockingTransport(unix_time=stamp) as transport:
        transport.run(session.token())
        for _ in range(count):
            answered.clear()
            started = time.perf_counter()
            transport.run(session.renew())
            whole.append(time.perf_counter() - started)
    widths.sort()
    return {
        "median_ms": median(widths) * 1000,
        "p99_ms": widths[int(len(widths) * 0.99) - 1] * 1000,
        "refresh_ms": median(whole) * 1000,
        "count": len(widths),
    }


def page(results: dict[str, Any]) -> str:
    """The results as a page of the docs."""
    kept, fast, lines, gap = results["many"], results["cached"], results["cli"], results["window"]
    machine = results["machine"]
    limit = 2 * lines["pass"]["wall_ms"] + 60
    busy = f"\n**{results['note']}**\n" if results["note"] else ""

    def verdict(met: bool) -> str:
        return "met" if met else "**missed**"

    return f"""# Benchmarks of tokens

Written by `scripts/bench --only tokens` on {machine["date"]}: {machine["processor"]}, {machine["memory"]},
{machine["system"]}, Python {machine["Python"]}.
{busy}
| what | target | found | |
| --- | --- | --- | --- |
| {ACCOUNTS:,} accounts kept by one process | under 5 % of one core | {kept["share"]:.1%} | {verdict(kept["share"] < 0.05)} |
| a cached token, `Twitch.token()` | under 20 µs | {fast["blocking_us"]:.1f} µs | {verdict(fast["blocking_us"] < 20)} |
| a cached token, `await AsyncTwitch.token()` | under 20 µs | {fast["asyncio_us"]:.1f} µs | {verdict(fast["asyncio_us"] < 20)} |
| `twitchkit token --app` | 2 x `python -c pass` + 60 ms = {limit:.0f} ms | {lines["app"]["wall_ms"]:.0f} ms | {verdict(lines["app"]["wall_ms"] < limit)} |
| `twitchkit token --account NAME` | the same | {lines["account"]["wall_ms"]:.0f} ms | {verdict(lines["account"]["wall_ms"] < limit)} |

## Many accounts

One vault file holds {ACCOUNTS:,} logins; `AsyncTwitch.logins.keep()` is given {kept["measured"]:,} of them to validate, then as many to
refresh, as fast as it can ({kept["per_second"]:.0f} a second).  The simulator runs in a process of its own; what counts is the CPU time of
the keeping process: lease, request, decoding, a transaction, after a refresh with its flush to the disk.

- a validation: {kept["validate_us"]:.0f} µs of CPU, a refresh: {kept["refresh_us"]:.0f} µs, each in the best of nine turns; by the mean
  of all turns, the hour would take {kept["mean_share"]:.1%} of a core
- search of the vault for new accounts, every {LOOK_FOR_NEW.total_seconds() / 60:.0f} minutes: {kept["search_s"]:.2f} s
- an hour of {ACCOUNTS:,} accounts, reckoned: each validated once, one in {LIVES_H:g} refreshed: {kept["hour_s"]:.0f} s of CPU
- most memory, the bench's own lists of tokens included: {kept["peak_mb"]:.0f} MB

TLS is not in it: the simulator speaks plain HTTP here; on connections that are kept open it adds little.

## The command line

Medians, in turns, the token being kept already: `python -c pass` {lines["pass"]["wall_ms"]:.0f} ms ({lines["pass"]["cpu_ms"]:.0f} ms of CPU),
`token --app` {lines["app"]["wall_ms"]:.0f} ms ({lines["app"]["cpu_ms"]:.0f}), `token --account` {lines["account"]["wall_ms"]:.0f} ms ({lines["account"]["cpu_ms"]:.0f}).  Best of all: {lines["pass"]["best_ms"]:.0f}, {lines["app"]["best_ms"]:.0f} and
{lines["account"]["best_ms"]:.0f} ms.

## The window of a public app

A public app's refresh token works once.  If the process dies after Twitch has answered and before the new pair is on the disk, that
login is lost; nothing a client does can save it.  From reading the answer to the end of the transaction, {gap["count"]:.0f} refreshes: median
{gap["median_ms"]:.2f} ms, 99th percentile {gap["p99_ms"]:.2f} ms, of {gap["refresh_ms"]:.1f} ms for a whole refresh.  To it comes the way of the answer over the network.
`tests/chaos/test_kill_refresh.py` kills a process that does nothing but refresh, 200 times, and shows that nothing else is lost.
"""


def measure(*, quick: bool, note: str) -> None:
    """Measures all, and writes the page, or prints it when `quick`."""
    count, rounds = (300, 5) if quick else (5000, 40)
    service = Service(count + 10)
    try:
        with TemporaryDirectory(dir=ROOT / "bench") as folder:
            work = Path(folder)
            results = {
                "machine": describe(),
                "note": note,
                "cli": command_line(service, work, rounds),
                "cached": cached(service, work, 2000),
                "window": window(service, work, 50 if quick else 400),
                "many": many(service, work, count),
            }
    finally:
        service.close()
    text = page(results)
    if quick:
        print(text)
    else:
        PAGE.write_text(text, encoding="utf-8")
        print(PAGE.relative_to(ROOT))
