from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import atexit, gc, sys
atexit.register(lambda: print(gc.get_freeze_count() > 1000))
from twitchkit.cli.entry import main
sys.exit(main(["scopes", "list"]))
"""


def test_the_end_of_a_command_looks_for_no_garbage() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], check=True, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "True"
