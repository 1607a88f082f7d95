"""The page of facts names tests and quirks that there are."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import msgspec
import pytest

from twitchkit.simulator import Quirks

ROOT = Path(__file__).parents[2]
PARTS: list[dict[str, Any]] = tomllib.loads(
    (ROOT / "docs" / "reference" / "simulated-facts.toml").read_text(encoding="utf-8")
)["part"]
FACTS = [tuple(fact) for part in PARTS for fact in part["facts"]]


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact[0][:50])
def test_each_fact_is_held_by_a_test_that_there_is(fact: tuple[str, ...]):
    path, _, name = fact[1].partition("::")
    file = ROOT / "tests" / (path if "/" in path else f"unit/simulator/{path}")

    assert file.is_file(), path
    assert f"def {name}(" in file.read_text(encoding="utf-8") if name else file.stem.startswith("test_")


def test_each_quirk_belongs_to_a_fact():
    named = {fact[2] for fact in FACTS if len(fact) > 2}

    assert named == {field.name for field in msgspec.structs.fields(Quirks)}


def test_no_fact_is_told_twice():
    told = [fact[0] for fact in FACTS] + [fact for part in PARTS for fact, _ in part["absent"]]

    assert len(told) == len(set(told))
