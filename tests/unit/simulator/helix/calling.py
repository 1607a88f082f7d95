"""Asking one world's Helix; each answer is held against the table of facts, and read by the client."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

from twitchkit.helix import ENDPOINTS
from twitchkit.simulator.world import User
from twitchkit.wire import Response
from unit.simulator.asking import Client
from vectors.helix.reading import FACTS, OPERATIONS, example

Query = Mapping[str, "str | int | list[str]"]
BY_ROUTE = {(fact["method"], f"/helix{fact['path']}"): name for name, fact in OPERATIONS.items()}
PRIMITIVES = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "array": list,
    "object": dict,
}


class Helix:
    """Calls Helix as one person, or as the app; every answer of success has the shape of the facts."""

    def __init__(self, client: Client, user: User | None = None, *scopes: str) -> None:
        self.client = client
        self.world = client.world
        self.user = user
        app = client.world.app.client_id
        issued = client.world.tokens.issue_app(app) if user is None else None
        self.token = (issued or client.world.tokens.issue_user(app, user.id if user else "", scopes))[0]

    def __call__(self, method: str, path: str, body: object = None, **query: Any) -> tuple[int, Any]:
        """The status and the JSON, None when there is no body."""
        pairs = [
            (name, one)
            for name, value in query.items()
            for one in (value if isinstance(value, list) else [value])
        ]
        headers = {"authorization": f"Bearer {self.token}", "client-id": self.world.app.client_id}
        if body is not None:
            headers["content-type"] = "application/json"
        answer = self.client(
            method,
            f"/helix/{path}?{urlencode(pairs, quote_via=quote)}",
            headers=headers,
            body=b"" if body is None else json.dumps(body).encode(),
        )
        told = json.loads(answer.body) if answer.body else None
        if answer.status < 400:
            operation = BY_ROUTE[method, f"/helix/{path}"]
            fits(operation, answer.status, told)
            reader = ENDPOINTS[operation](**example(operation))
            reader.parse(Response(answer.status, dict(answer.headers), answer.body))
        else:
            assert told is not None
            assert set(told) == {"error", "status", "message"}
        return answer.status, told

    def get(self, path: str, **query: Any) -> Any:
        """The `data` of an answer of success."""
        status, told = self("GET", path, **query)
        assert status == 200, told
        return told["data"]

    def all(self, path: str, **query: Any) -> list[Any]:
        """The rows of all pages."""
        rows: list[Any] = []
        while True:
            status, told = self("GET", path, **query)
            assert status == 200, told
            rows += told["data"]
            if not told.get("pagination", {}).get("cursor"):
                return rows
            query["after"] = told["pagination"]["cursor"]


def refused(answer: tuple[int, Any], status: int, message: str = "") -> None:
    """The answer is a no of that status whose message holds that text."""
    assert answer[0] == status, answer
    assert message in answer[1]["message"], answer


def fits(operation: str, status: int, told: Any) -> None:
    """An answer has the status and the shape that the facts give its operation."""
    fact = OPERATIONS[operation]["response"]
    assert status == fact["status"], (operation, status, told)
    if fact["data_kind"] == "none":
        assert told is None, (operation, told)
        return
    rows = told["data"] if fact["data_kind"] == "list" else [told["data"]]
    assert isinstance(rows, list), (operation, told)
    for row in rows:
        _check(fact["data"], row, f"{operation}.data")
    extra = fact.get("extra") or {}
    for name, schema in extra.items():
        _check(schema, told[name], f"{operation}.{name}")
    pages = {"pagination"} if fact["paginated"] or "pagination" in told else set[str]()
    assert set(told) == {"data", *extra, *pages}, (operation, set(told))


def _check(schema: Mapping[str, Any], value: Any, at: str) -> None:
    if "ref" in schema:
        schema = {**FACTS["models"][schema["ref"]], **schema}
    if value is None:
        assert schema.get("nullable"), f"{at} is null"
        return
    kind = schema["type"]
    assert isinstance(value, PRIMITIVES[kind]), f"{at} is {value!r}, not {kind}"
    assert not (isinstance(value, bool) and kind != "boolean"), f"{at} is {value!r}, not {kind}"
    allowed = FACTS["enums"].get(schema["enum_ref"]) if "enum_ref" in schema else schema.get("enum")
    if allowed and not schema.get("open_enum"):
        assert value in allowed, f"{at} is {value!r}"
    if kind == "array":
        for number, item in enumerate(value):
            _check(schema["items"], item, f"{at}[{number}]")
    if "map_of" in schema:
        for name, item in value.items():
            _check(schema["map_of"], item, f"{at}.{name}")
    fields = schema.get("fields", {})
    if fields:
        assert value.keys() <= fields.keys(), f"{at} has {value.keys() - fields.keys()}"
    for name, field in fields.items():
        assert name in value or not field.get("required"), f"{at} has no {name}"
        if name in value:
            _check(field, value[name], f"{at}.{name}")
