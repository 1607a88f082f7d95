"""The servers of a measurement: the simulator, the stand-in, nginx.  Started, waited for, ended by their
ids."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

WORKERS = 2
NGINX = """\
daemon off;
worker_processes {workers};
pid {work}/nginx.pid;
error_log {work}/nginx-error.log;
events {{ worker_connections 512; }}
http {{
  access_log off;
  types {{ }}
  default_type binary/octet-stream;   # as Twitch's CDN says it
  sendfile on;
  tcp_nopush on;
  keepalive_requests 100000;
  client_body_temp_path {work}/nginx-body;
  proxy_temp_path {work}/nginx-proxy;
  fastcgi_temp_path {work}/nginx-fastcgi;
  uwsgi_temp_path {work}/nginx-uwsgi;
  scgi_temp_path {work}/nginx-scgi;
  server {{
    listen 127.0.0.1:{port} ssl;
    server_name localhost;
    ssl_certificate {work}/server.pem;
    ssl_certificate_key {work}/server.key;
    ssl_protocols TLSv1.2 TLSv1.3;
    root {root};
  }}
}}
"""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its address, and the ids of its processes."""

    base_url: str
    pids: tuple[int, ...]
    ready: dict[str, object]


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextmanager
def running(command: Sequence[str | Path], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A server process, ended when the block is left, whatever happens in it."""
    with log.open("wb") as out:
        process = subprocess.Popen(
            [str(part) for part in command], stdout=out, stderr=out, stdin=subprocess.DEVNULL
        )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def simulator(
    twitchkit: Path, work: Path, *, clips: int, clip_bytes: int, media_url: str, seed: int = 11
) -> Iterator[Server]:
    """The simulator with so many clips of one size, whose media links point to `media_url`."""
    ready = work / "simulator.json"
    ready.unlink(missing_ok=True)
    command = [twitchkit, "simulator", "--json", "--port", "0", "--seed", str(seed), "--ready-file", ready]
    command += ["--clips", str(clips), "--clip-bytes", f"{clip_bytes}:{clip_bytes}", "--media-url", media_url]
    with running(command, work / "simulator.log") as process:
        told = wait_for(ready, process, work / "simulator.log")
        yield Server(str(told["base_url"]), (process.pid,), told)


@contextmanager
def standin(
    work: Path, *, root: Path, upstream: str, listing: Path, wait_s: float, port: int
) -> Iterator[Server]:
    """The stand-in that holds every answer for `wait_s`."""
    ready = work / "standin.json"
    ready.unlink(missing_ok=True)
    command = [sys.executable, Path(__file__).with_name("standin.py"), "--root", root, "--upstream", upstream]
    command += ["--wait", str(wait_s), "--listing", listing, "--port", str(port), "--ready-file", ready]
    with running(command, work / "standin.log") as process:
        told = wait_for(ready, process, work / "standin.log")
        yield Server(str(told["base_url"]), (process.pid,), told)


@contextmanager
def nginx(work: Path, *, root: Path, port: int) -> Iterator[Server]:
    """nginx over TLS, with the certificate of `throw_away_ca`."""
    config = work / "nginx.conf"
    config.write_text(NGINX.format(workers=WORKERS, work=work, root=root, port=port))
    command = [_program("nginx"), "-c", config, "-p", work, "-e", work / "nginx-error.log"]
    with running(command, work / "nginx.log") as process:
        deadline = time.monotonic() + 20
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        while not (_listens(port) and len(workers := children.read_text().split()) == WORKERS):
            if process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit(f"nginx did not start:\n{(work / 'nginx-error.log').read_text()[-2000:]}")
            time.sleep(0.05)
        # A master that is ended takes its workers along.
        yield Server(f"https://localhost:{port}", (process.pid, *(int(pid) for pid in workers)), {})


def throw_away_ca(work: Path) -> Path:
    """A CA of this run and a certificate for localhost; returns the CA's file."""
    (work / "ca.ext").write_text("basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n")
    (work / "server.ext").write_text("basicConstraints=CA:FALSE\nsubjectAltName=DNS:localhost,IP:127.0.0.1\n")
    key = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"
    for step in (
        f"req {key} -keyout ca.key -out ca.csr -subj /CN=twitchkit-bench",
        "x509 -req -in ca.csr -signkey ca.key -out ca.pem -days 2 -extfile ca.ext",
        f"req {key} -keyout server.key -out server.csr -subj /CN=localhost",
        "x509 -req -in server.csr -CA ca.pem -CAkey ca.key -set_serial 2 -out server.pem -extfile server.ext",
    ):
        subprocess.run([_program("openssl"), *step.split()], cwd=work, check=True, capture_output=True)
    return work / "ca.pem"


def _program(name: str) -> str:
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin:/usr/local/sbin")
    if not found:
        raise SystemExit(f"bench: {name} is missing")
    return found


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def wait_for(ready: Path, process: subprocess.Popen[bytes], log: Path) -> dict[str, object]:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if ready.exists() and (text := ready.read_text()):
            return json.loads(text)
        if process.poll() is not None:
            break
        time.sleep(0.02)
    raise SystemExit(f"a server did not start:\n{log.read_text(errors='replace')[-2000:]}")
