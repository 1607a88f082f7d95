"""The vectors of Helix, and the table of facts that they were made from."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
FACTS = json.loads((FOLDER / "facts.json").read_text(encoding="utf-8"))
OPERATIONS: dict[str, Any] = FACTS["operations"]
# Forward paging only: `before` on clips answers 400 (twitchdev/issues#1012).
LEFT_OUT = {("get_clips", "before")}

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def vector(operation: str) -> dict[str, Any]:
    return json.loads((FOLDER / f"{operation}.json").read_text(encoding="utf-8"))


def parameters(spelled: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters of a vector as Python has them: moments are spelled as texts there."""
    return {
        name: datetime.fromisoformat(value) if isinstance(value, str) and _MOMENT.fullmatch(value) else value
        for name, value in spelled.items()
    }


def example(operation: str) -> dict[str, Any]:
    """The parameters of the operation's vector, which are right."""
    return parameters(vector(operation)["request"]["parameters"])


def query_of(operation: str) -> list[dict[str, Any]]:
    """The parameters of the query."""
    return [one for one in OPERATIONS[operation]["query"] if (operation, one["name"]) not in LEFT_OUT]


def body_of(operation: str) -> tuple[dict[str, Any], bool]:
    """The parameters of the body, and whether one more object stands around them."""
    fields = (OPERATIONS[operation]["body"] or {"fields": {}})["fields"]
    wrapped = list(fields) == ["data"] and fields["data"]["type"] == "object"
    return (fields["data"]["fields"], True) if wrapped else (fields, False)
