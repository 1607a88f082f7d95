from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

PROGRAM = """
import atexit, sys, threading
class Left:
    def __del__(self):
        print("taken apart")
left = Left()
{first}
from twitchkit.cli.entry import command
sys.argv = ["twitchkit", {arguments}]
command()
"""


def commanded(first: str, arguments: str, **given: Any) -> subprocess.CompletedProcess[str]:
    program = PROGRAM.format(first=first, arguments=arguments)
    return subprocess.run([sys.executable, "-c", program], text=True, stderr=subprocess.PIPE, **given)


def test_a_command_ends_without_taking_everything_apart() -> None:
    first = "atexit.register(print, 'registered')"
    done = commanded(first, "'scopes'", stdout=subprocess.PIPE)

    assert done.returncode == 0
    assert "channel:manage:vips" in done.stdout
    assert done.stdout.endswith("\nregistered\n")
    assert done.stderr == ""


def test_a_command_waits_for_threads_that_have_to_end() -> None:
    first = """
def last_word():
    threading.main_thread().join()
    print("the thread's last word")
threading.Thread(target=last_word).start()
"""
    done = commanded(first, "'--version'", stdout=subprocess.PIPE)

    assert done.returncode == 0
    assert done.stdout.startswith("twitchkit ")
    assert "the thread's last word" in done.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full is Linux's")
@pytest.mark.parametrize("arguments", ["'--version'", "'--help'", "'scopes'"])
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_an_answer_that_cannot_be_written_is_told_of(arguments: str, unbuffered: str) -> None:
    with Path("/dev/full").open("w") as full:
        done = commanded("", arguments, stdout=full, env={**os.environ, "PYTHONUNBUFFERED": unbuffered})

    assert done.returncode == 1
    assert done.stderr == "The answer could not be written: No space left on device.\n"


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
