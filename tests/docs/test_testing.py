"""The examples of docs/testing.md, run as their readers would run them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "testing.md"


def example(kind: str, holding: str) -> str:
    """The one code block of that kind with that text in it."""
    blocks = PAGE.read_text(encoding="utf-8").split(f"```{kind}\n")[1:]
    [found] = [block.partition("```")[0] for block in blocks if holding in block.partition("```")[0]]
    return found


def run(*command: str, folder: Path) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command,
        cwd=folder,
        env={"PATH": path, "HOME": str(folder)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_the_pytest_example_passes(tmp_path: Path):
    (tmp_path / "test_example.py").write_text(example("python", "import pytest"))

    assert "2 passed" in run(sys.executable, "-m", "pytest", "-W", "error", folder=tmp_path)


def test_the_unittest_example_passes(tmp_path: Path):
    (tmp_path / "example.py").write_text(example("python", "unittest.main()"))

    assert "OK" in run(sys.executable, "-W", "error", "example.py", folder=tmp_path)


@pytest.mark.skipif(shutil.which("node") is None and not os.environ.get("CI"), reason="node is not installed")
def test_the_node_example_passes(tmp_path: Path):
    (tmp_path / "example.test.mjs").write_text(example("js", "node:test"))

    assert "pass 1" in run("node", "--test", "example.test.mjs", folder=tmp_path)
