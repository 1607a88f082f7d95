"""The recipe for a network namespace in docs/simulator.md: Twitch's names lead to the simulator there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "simulator.md"
CLIENT = """#!/bin/sh
curl --silent --show-error --cacert "$SSL_CERT_FILE" https://id.twitch.tv/oauth2/validate > told.json
"""


def can_unshare() -> bool:
    if not all(map(shutil.which, ("unshare", "ip", "curl"))):
        return False
    command = ["unshare", "--user", "--map-root-user", "--net", "--mount", "ip", "link", "set", "lo", "up"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not can_unshare(), reason="no user namespaces here, or no curl")
def test_a_client_meets_the_simulator_in_a_namespace(tmp_path: Path):
    [recipe] = [
        block.partition("```")[0]
        for block in PAGE.read_text(encoding="utf-8").split("```sh\n")[1:]
        if "unshare" in block
    ]
    client = tmp_path / "your-client"
    client.write_text(CLIENT)
    client.chmod(0o755)
    path = f"{tmp_path}{os.pathsep}{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["sh", "-c", recipe],
        cwd=tmp_path,
        env={"PATH": path, "HOME": str(tmp_path)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "missing authorization token" in (tmp_path / "told.json").read_text()
