from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import twitchkit.helix
from twitchkit.helix.catalogue import CLASSES, OPERATIONS
from twitchkit.helix.directory import OTHERS_IN

ROOT = Path(__file__).parents[3]


LIST = """
import sys
print(*(name for name in sys.modules if name.startswith("twitchkit.helix.endpoints.")))
"""


def loaded_after(code: str) -> list[str]:
    done = subprocess.run([sys.executable, "-c", code + LIST], capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_no_endpoint_is_imported_before_it_is_used() -> None:
    assert loaded_after("import twitchkit.helix; list(twitchkit.helix.ENDPOINTS)") == []


def test_one_resource_brings_no_others() -> None:
    assert loaded_after("from twitchkit.helix import GetPolls") == ["twitchkit.helix.endpoints.polls"]


def test_the_lists_of_classes_are_those_of_the_files() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "scripts/helix", "--check"], capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stdout) == (0, "")


def test_every_public_name_is_there_and_sorted() -> None:
    names = list(twitchkit.helix.__all__)

    assert names == sorted(set(names))
    assert all(getattr(twitchkit.helix, name).__name__ == name for name in names if name != "ENDPOINTS")
    assert set(CLASSES) <= set(names)
    assert {"GetClips", "Clip", "Page", "Done", "Transport"} <= set(names)


def test_no_two_classes_share_a_name() -> None:
    assert len(CLASSES) == len(OPERATIONS) + sum(len(names.split()) for names in OTHERS_IN.values())


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="GetNothing"):
        twitchkit.helix.GetNothing  # noqa: B018
