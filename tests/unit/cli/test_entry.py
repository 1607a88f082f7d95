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


def test_ctrl_c_while_modules_are_loaded_leaves_no_traceback() -> None:
    program = """
import sys
class CtrlC:
    def find_spec(self, name, path, target=None):
        if name == "click":
            raise KeyboardInterrupt
sys.meta_path.insert(0, CtrlC())
from twitchkit.cli.entry import main
sys.exit(main(["clip", "link", "x"]))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout, done.stderr) == (130, "", "\nInterrupted.\n")
