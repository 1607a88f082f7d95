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


def test_ctrl_c_while_modules_are_loaded_is_raised_when_they_are() -> None:
    program = """
import os, signal, sys
class CtrlC:
    def find_spec(self, name, path, target=None):
        if name == "click":
            os.kill(os.getpid(), signal.SIGINT)
            print("went on", flush=True)
sys.meta_path.insert(0, CtrlC())
from twitchkit.cli.entry import main
status = main(["clip", "link", "--from", "-"])
print(signal.getsignal(signal.SIGINT) is signal.default_int_handler)
sys.exit(status)
"""
    with subprocess.Popen(
        [sys.executable, "-c", program],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout
        assert process.stderr
        out, err, status = process.stdout.read(), process.stderr.read(), process.wait()

    assert (status, out) == (130, "went on\nTrue\n")
    assert "Interrupted" in err
    assert "Traceback" not in err
