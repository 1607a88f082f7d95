from __future__ import annotations

import logging
import subprocess
import sys

import pytest

from twitchkit.log import DEBUG, INFO, Logger


def test_records_reach_whoever_listens_and_name_the_line_that_told(caplog: pytest.LogCaptureFixture) -> None:
    logger = Logger("twitchkit.test")
    with caplog.at_level(logging.INFO, logger="twitchkit"):
        assert (logger.hears(INFO), logger.hears(DEBUG)) == (True, False)
        logger.debug("not %s", "heard")
        logger.info("step %d", 1)
        logger.warning("look at %s", "this")

    told = [(one.levelname, one.getMessage(), one.name, one.filename) for one in caplog.records]
    assert told == [
        ("INFO", "step 1", "twitchkit.test", "test_log.py"),
        ("WARNING", "look at this", "twitchkit.test", "test_log.py"),
    ]


def test_logging_is_loaded_for_a_warning_and_for_nothing_less() -> None:
    program = """
import sys
from twitchkit.log import Logger
logger = Logger("twitchkit.test")
logger.info("a step")
before = "logging" in sys.modules
logger.warning("look at %s", "this")
print(before, "logging" in sys.modules)
"""
    done = subprocess.run(
        [sys.executable, "-S", "-c", f"import sys; sys.path[:0] = {sys.path!r}\n{program}"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert done.stdout == "False True\n"
    assert done.stderr == "look at this\n"
