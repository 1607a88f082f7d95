"""What the measurements ran on."""

from __future__ import annotations

import os
import platform
import re
import shutil
import ssl
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from bench.peers import PINNED

ARIA2 = (r"aria2 version (\S+)", r"((?:GnuTLS|OpenSSL)/\S+)")
"""Its version, and its TLS library's."""


def describe() -> dict[str, str]:
    """The machine and the versions of everything that took part."""
    return {
        "date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "processor": f"{os.cpu_count()} cores, {_processor()}",
        "memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB",
        "system": f"{platform.system()} {platform.release().split('-')[0]}, {_distribution()}",
        "Python": f"{platform.python_version()}, {ssl.OPENSSL_VERSION}",
        "twitchkit": f"{version('twitchkit')} with aiohttp {version('aiohttp')}",
        "nginx": _said("nginx", "-v", r"nginx/(\S+)"),
        "curl": _said("curl", "--version", r"curl (\S+)"),
        "aria2": " with ".join(_said("aria2c", "--version", pattern) for pattern in ARIA2),
        **PINNED,
    }


def _processor() -> str:
    try:
        found = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
    except OSError:
        found = None
    return found[1].strip() if found else platform.machine()


def _distribution() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        return "?"


def _said(program: str, option: str, pattern: str) -> str:
    found = shutil.which(program) or shutil.which(program, path="/usr/sbin:/sbin")
    if not found:
        return "not installed"
    said = subprocess.run([found, option], capture_output=True, text=True, check=False)
    shown = re.search(pattern, said.stdout + said.stderr)
    return shown[1].strip() if shown else "?"
