"""How fast the simulator hands out films, next to nginx: curl fetches them in parallel and keeps nothing."""

from __future__ import annotations

import subprocess
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from bench.floor import resolve
from bench.measure import Run, measure, wait_for_quiet
from bench.scenes import TWITCHKIT, Size, slugs_of
from bench.servers import Server, free_port, nginx, simulator, throw_away_ca


def cdn(work: Path, size: Size) -> dict[str, object]:
    """The same films over TLS from nginx and from the simulator, and from that without TLS, in turns.

    Args:
        size: of at most 24 clips: as many at the beginning of a world have nothing the matter.
    """
    root, ca_file = work / "cdn", throw_away_ca(work)
    root.mkdir()
    with ExitStack() as servers:
        plain = servers.enter_context(
            simulator(TWITCHKIT, work, clips=size.clips, clip_bytes=size.clip_bytes)
        )
        secure = servers.enter_context(
            simulator(
                TWITCHKIT,
                work,
                clips=size.clips,
                clip_bytes=size.clip_bytes,
                ca_file=work / "simulator-ca.pem",
            )
        )
        files = servers.enter_context(nginx(work, root=root, port=free_port()))
        links = [link for link in resolve(plain.base_url, slugs_of(plain.ready)[: size.clips]) if link]
        names = [f"{number}.mp4" for number, _ in enumerate(links)]
        _fetch(links, [root / name for name in names], work, None)
        film_bytes = sum((root / name).stat().st_size for name in names)
        # One seed, one signing key: what the one simulator has signed opens the other's files.
        rows: dict[str, tuple[Server, list[str], Path | None]] = {
            "nginx, TLS": (files, [f"{files.base_url}/{name}" for name in names], ca_file),
            "simulator, TLS": (
                secure,
                [link.replace(plain.base_url, secure.base_url) for link in links],
                work / "simulator-ca.pem",
            ),
            "simulator": (plain, links, None),
        }
        runs: dict[str, list[Run]] = {name: [] for name in rows}
        wait_for_quiet(size.quiet_s)
        for turn in range(size.rounds + 1):
            for name, (server, urls, ca) in rows.items():
                run = _measure(urls, size.connections, work, ca, server)
                if turn:
                    runs[name].append(run)
    return {
        "bytes": film_bytes,
        "films": len(links),
        "connections": size.connections,
        "rows": [
            {
                "server": name,
                "wall_s": median(run.wall_s for run in those),
                "servers_cpu_s": median(run.servers_cpu_s for run in those),
                "disturbed": sum(run.disturbed for run in those),
            }
            for name, those in runs.items()
        ],
    }


def _config(urls: list[str], outputs: list[Path], file: Path) -> None:
    lines = (f'url = "{url}"\noutput = "{output}"' for url, output in zip(urls, outputs, strict=True))
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _curl(work: Path, ca: Path | None, connections: int) -> list[str | Path]:
    trust = ["--cacert", ca] if ca else []
    parallel = ["--parallel", "--parallel-max", str(connections)]
    return ["curl", "--silent", "--show-error", "--fail", *parallel, *trust, "--config", work / "cdn.curl"]


def _fetch(urls: list[str], outputs: list[Path], work: Path, ca: Path | None) -> None:
    _config(urls, outputs, work / "cdn.curl")
    subprocess.run([str(part) for part in _curl(work, ca, 4)], check=True)


def _measure(urls: list[str], connections: int, work: Path, ca: Path | None, server: Server) -> Run:
    _config(urls, [Path("/dev/null")] * len(urls), work / "cdn.curl")
    run = measure(_curl(work, ca, connections), log=work / "cdn.log", servers=server.pids)
    if run.status:
        raise SystemExit(f"bench: curl ended with {run.status}: {run.said}")
    return run
