"""The right to refresh: one holder among threads and processes, however it ends."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from twitchkit.errors import VaultNotWritable
from twitchkit.vault.lease import FILES, FileLease, lease_file

HOLDER = """
import sys
from pathlib import Path
from twitchkit.vault.lease import FileLease
lease = FileLease(Path(sys.argv[1]))
print(lease.try_acquire(), flush=True)
sys.stdin.read()
"""
FORKED = """
import os, sys
from pathlib import Path
from twitchkit.vault.lease import FileLease
mine, yours = FileLease(Path(sys.argv[1])), FileLease(Path(sys.argv[1]))
first = mine.try_acquire()
reading, writing = os.pipe()
if os.fork() == 0:
    os.close(writing)
    os.read(reading, 1)
    os._exit(0)
mine.release()
print(first, yours.try_acquire())
os.close(writing)
os.wait()
"""


def test_it_ends_with_the_process_that_holds_it(tmp_path: Path) -> None:
    path = tmp_path / "one.lock"
    mine = FileLease(path)
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "True\n"
        assert not mine.try_acquire()
        holder.kill()

    assert mine.try_acquire()
    mine.release()


def test_who_has_it_may_ask_again_and_gives_it_back_once(tmp_path: Path) -> None:
    mine, yours = FileLease(tmp_path / "one.lock"), FileLease(tmp_path / "one.lock")

    assert mine.try_acquire()
    assert mine.try_acquire()
    mine.release()
    assert yours.try_acquire()
    mine.release()
    assert not mine.try_acquire()
    yours.release()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_child_that_was_forked_meanwhile_does_not_keep_it(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FORKED, str(tmp_path / "one.lock")], capture_output=True, text=True, check=True
    )

    assert done.stdout == "True True\n"


def test_any_number_of_accounts_share_some_files(tmp_path: Path) -> None:
    named = {lease_file(tmp_path, "abc", f"account-{number}") for number in range(20_000)}

    assert len(named) == FILES
    assert lease_file(tmp_path, "abc", "default") == lease_file(tmp_path, "abc", "default")


def test_a_folder_that_is_gone_is_told_with_the_path(tmp_path: Path) -> None:
    with pytest.raises(VaultNotWritable, match=r"one\.lock"):
        FileLease(tmp_path / "gone" / "one.lock").try_acquire()
