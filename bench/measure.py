"""One command, run once: wall time, CPU seconds, peak memory, and what else the machine did meanwhile."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from resource import struct_rusage

TICKS = os.sysconf("SC_CLK_TCK")
LOOK_MS = 20
"""How often a running command's memory is looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one command cost.

    Args:
        wall_s: from before the start of the process until it has been waited for.
        cpu_s: user and system time of the process and all its waited-for descendants (`wait4`).
        peak_bytes: highest resident memory (`VmHWM`), summed over the process and its living descendants.
        maxrss_bytes: `ru_maxrss`; Linux lets it start at the size of the process that forked, hence
            `peak_bytes`.
        servers_cpu_s: CPU time of the servers it talked to.
        others_cpu_s: user and system time of everything else on the machine.
        stolen_s: time the hypervisor gave to somebody else, over all cores.
        status: exit status.
        said: the end of what it wrote.
    """

    wall_s: float
    cpu_s: float
    peak_bytes: int
    maxrss_bytes: int
    servers_cpu_s: float
    others_cpu_s: float
    stolen_s: float
    status: int
    said: str

    @property
    def disturbed(self) -> bool:
        """Whether others took more than a tenth of one core on average."""
        return self.others_cpu_s + self.stolen_s > 0.1 * self.wall_s + 0.05

    @property
    def noise(self) -> float:
        """Cores that others took, on average."""
        return (self.others_cpu_s + self.stolen_s) / self.wall_s

    def as_json(self) -> dict[str, object]:
        return asdict(self) | {"disturbed": self.disturbed}


def measure(
    command: Sequence[str | Path],
    *,
    log: Path,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    servers: Iterable[int] = (),
    timeout_s: float = 900,
) -> Run:
    """Run `command` to its end, its output into `log`.

    Args:
        env: the whole environment, or None for ours.
        servers: ids of the processes that serve it, to tell their share from that of strangers.
        timeout_s: after this long it is ended, and counts as failed.
    """
    pids = tuple(servers)
    served_before, busy_before, stolen_before = _cpu_of(pids), *_machine()
    mine_before = time.process_time()
    with log.open("wb") as out:
        started = time.perf_counter()
        process = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            env=env,
            cwd=cwd,
        )
        status, usage, peak = _watch(process.pid, started + timeout_s)
        wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    busy, stolen = _machine()
    served = _cpu_of(pids) - served_before
    cpu = usage.ru_utime + usage.ru_stime
    mine = time.process_time() - mine_before
    return Run(
        wall_s=wall,
        cpu_s=cpu,
        peak_bytes=peak,
        maxrss_bytes=usage.ru_maxrss * 1024,
        servers_cpu_s=served,
        others_cpu_s=max(0.0, busy - busy_before - cpu - served - mine),
        stolen_s=stolen - stolen_before,
        status=process.returncode,
        said=log.read_bytes()[-600:].decode(errors="replace"),
    )


def warm_memory(size_bytes: int, folder: Path) -> None:
    """Make the machine hold enough free memory that is really there to write `size_bytes` into `folder`.

    A virtual machine gives free memory back to its host within seconds.  Whoever uses it next, such as for
    the page cache of the files it writes, pays for getting it back: up to two CPU seconds per gigabyte, and
    most for large writes.  So memory is filled and freed first: by a process, then through the page cache.
    """
    subprocess.run([sys.executable, "-S", "-c", f"b'x' * {2 * size_bytes}"], check=True)
    scratch, piece = folder / "warm", bytes(1 << 20)
    with scratch.open("wb", buffering=0) as file:
        for _ in range(int(1.3 * size_bytes) >> 20):
            file.write(piece)
    scratch.unlink()


def set_aside(target: Path) -> None:
    """Gives the space of what is in `target` back, and leaves the names for the end of the bench.

    Making a file, ext4 passes over each inode deleted in the last five minutes: were these deleted, a run
    would cost the more the more files were there before it.
    """
    for path in target.rglob("*"):
        if path.is_file():
            os.truncate(path, 0)
    target.rename(tempfile.mkdtemp(prefix="emptied-", dir=target.parent))


def _watch(pid: int, deadline: float) -> tuple[int, struct_rusage, int]:
    peak, ended = 0, select.poll()
    handle = os.pidfd_open(pid)
    ended.register(handle, select.POLLIN)
    try:
        while not ended.poll(LOOK_MS):
            peak = max(peak, sum(_high_water(member) for member in _tree(pid)))
            if time.perf_counter() > deadline:
                os.kill(pid, signal.SIGKILL)
    finally:
        os.close(handle)
    _, status, usage = os.wait4(pid, 0)
    return status, usage, peak


def _tree(pid: int) -> list[int]:
    found, waiting = [], [pid]
    while waiting:
        parent = waiting.pop()
        found.append(parent)
        try:
            children = Path(f"/proc/{parent}/task/{parent}/children").read_text()
        except OSError:
            continue
        waiting += [int(child) for child in children.split()]
    return found


def _high_water(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    for line in status.splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    return 0


def _cpu_of(pids: Iterable[int]) -> float:
    total = 0.0
    for pid in pids:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += (int(fields[11]) + int(fields[12])) / TICKS
    return total


def _machine() -> tuple[float, float]:
    """CPU seconds spent by all processes since the machine started, and the seconds stolen from it."""
    fields = Path("/proc/stat").read_text().splitlines()[0].split()[1:]
    user, nice, system, stolen = (int(fields[at]) / TICKS for at in (0, 1, 2, 7))
    return user + nice + system, stolen


def wait_for_quiet(at_most_s: float) -> bool:
    """Wait until others leave the machine alone, half a second at a time; False when they did not."""
    deadline = time.perf_counter() + at_most_s
    while True:
        before, stolen_before = _machine()
        time.sleep(0.5)
        after, stolen = _machine()
        if after - before + stolen - stolen_before < 0.06:
            return True
        if time.perf_counter() > deadline:
            return False
