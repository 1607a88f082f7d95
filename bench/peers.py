"""The tools that are compared: how each is called for the same clips, and where it comes from."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.films import Film

HERE = Path(__file__).parent
PINNED = {"twitch-dl": "3.3.2", "yt-dlp": "2026.10.26"}
DEBIAN = {"curl": "curl", "aria2c": "aria2", "nginx": "nginx-light", "openssl": "openssl"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What every tool is asked to do.

    Args:
        films: the clips, with their signed links for those that do not resolve.
        graphql_url: where GraphQL is answered.
        connections: how many at once.
        work: a folder for lists and settings.
        ca: the CA to trust, or None for plain HTTP.
    """

    films: Sequence[Film]
    graphql_url: str
    connections: int
    work: Path
    ca: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """One command.

    Args:
        name: as it stands in the report.
        command: takes the target folder as its `{to}`.
        env: added to a small, clean environment.
        resolves: whether it finds the links itself.
    """

    name: str
    command: tuple[str, ...]
    env: dict[str, str]
    resolves: bool = True

    def into(self, folder: Path) -> list[str]:
        return [part.replace("{to}", str(folder)) for part in self.command]

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
        return kept | {"NO_COLOR": "1"} | self.env


def missing() -> list[str]:
    """Programs that are not installed, as the names of Debian's packages."""
    path = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"
    return [package for program, package in DEBIAN.items() if not shutil.which(program, path=path)]


def peers_python(results: Path) -> Path:
    """The interpreter of an environment of the bench's own that holds the pinned twitch-dl and yt-dlp."""
    python, stamp = results / "peers" / "bin" / "python", results / "peers" / "pinned"
    wanted = [f"{name}=={version}" for name, version in PINNED.items()]
    if not stamp.exists() or stamp.read_text().split() != wanted:
        print(f"bench: installing {' '.join(wanted)} from PyPI below {results.name}/", flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", results / "peers"], check=True)
        pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, *wanted], check=True)
        stamp.write_text("\n".join(wanted))
    return python


def twitchkit(command: Path, job: Job) -> Tool:
    """`twitchkit clip download`, as a user types it.  No credentials: public clips need none."""
    env = dict.fromkeys(("TWITCHKIT_ID_URL", "TWITCHKIT_API_URL", "TWITCHKIT_GQL_URL"), job.graphql_url)
    env["TWITCHKIT_HOME"] = str(job.work / "twitchkit-home")
    if job.ca:
        env["SSL_CERT_FILE"] = str(job.ca)
    addresses = _lines(job, "addresses.txt", [f"https://clips.twitch.tv/{film.slug}" for film in job.films])
    return Tool(
        name="twitchkit",
        command=(str(command), "clip", "download", "--from", str(addresses), "--to", "{to}",
                 "--jobs", str(job.connections)),
        env=env,
    )  # fmt: skip


def floor(job: Job) -> Tool:
    """The floor of `floor.py`, run by the interpreter that runs twitchkit."""
    slugs = _lines(job, "slugs.txt", [film.slug for film in job.films])
    program = (sys.executable, str(HERE / "floor.py"))
    return Tool(
        name="floor", command=(*program, job.graphql_url, str(slugs), "{to}", str(job.connections)), env={}
    )


def twitch_dl_list(python: Path, job: Job) -> Tool:
    """twitch-dl given the clips: `download`.  It has no way to fetch several given clips at once."""
    slugs = [film.slug for film in job.films]
    command = (*_shim(python, "twitch-dl", job), "download", "-q", "source", "--overwrite")
    return Tool(name="twitch-dl download", command=(*command, "-o", "{to}/{slug}.{format}", *slugs), env={})


def twitch_dl_channel(python: Path, job: Job, workers: int | None = None) -> Tool:
    """twitch-dl given a channel that has just these clips: `clips --download`, its only parallel way."""
    more = ("-w", str(workers)) if workers else ()
    command = (*_shim(python, "twitch-dl", job), "clips", "bench", "--download", "-t", "{to}", *more)
    return Tool(name=f"twitch-dl clips -d -w {workers or 10}", command=command, env={})


def yt_dlp(python: Path, job: Job) -> Tool:
    """yt-dlp with its defaults; it takes one clip after the other."""
    addresses = _lines(job, "addresses.txt", [f"https://clips.twitch.tv/{film.slug}" for film in job.films])
    command = (*_shim(python, "yt-dlp", job), "--ignore-config", "--no-progress", "-a", str(addresses))
    return Tool(name="yt-dlp", command=(*command, "-o", "{to}/%(display_id)s.%(ext)s"), env={})


def curl(job: Job) -> Tool:
    """`curl --parallel`, given the links."""
    config = job.work / "curl.txt"
    config.write_text(
        "".join(f'url = "{film.link}"\noutput = "{film.slug}.mp4"\n' for film in job.films), encoding="utf-8"
    )
    many = ("--parallel", "--parallel-immediate", "--parallel-max", str(job.connections))
    command = (
        "curl",
        "--silent",
        "--show-error",
        "--fail",
        *many,
        "--output-dir",
        "{to}",
        "--config",
        str(config),
    )
    trust = ("--cacert", str(job.ca)) if job.ca else ()
    return Tool(name="curl --parallel", command=(*command, *trust), env={}, resolves=False)


def aria2(job: Job) -> Tool:
    """aria2, given the links: one connection a file, so many files at once; no time spent on
    preallocation."""
    links = _lines(job, "aria2.txt", [f"{film.link}\n out={film.slug}.mp4" for film in job.films])
    command = ("aria2c", "--no-conf", "--quiet", f"-j{job.connections}", "-x1", "-s1",
               "--file-allocation=none", "--dir={to}", f"--input-file={links}")  # fmt: skip
    trust = (f"--ca-certificate={job.ca}",) if job.ca else ()
    return Tool(name="aria2c", command=(*command, *trust), env={}, resolves=False)


def _shim(python: Path, tool: str, job: Job) -> tuple[str, ...]:
    return str(python), str(HERE / "shim.py"), tool, job.graphql_url


def _lines(job: Job, name: str, lines: Sequence[str]) -> Path:
    path = job.work / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
