"""Whatever is sent to whichever route: a documented answer, or a refusal of Twitch's shape, never a 500."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twitchkit.simulator.helix.cursor import cursor_at
from twitchkit.simulator.helix.endpoints import ROUTES
from twitchkit.simulator.links import Links
from unit.simulator.asking import OWN, ask
from unit.simulator.helix.calling import BY_ROUTE, fits
from unit.simulator.helix.playing import Played, with_cursor
from vectors.helix.reading import OPERATIONS, body_of, example, query_of

FEW = settings(max_examples=5, deadline=None, database=None)
PLAYED = Played()
ME = "26610234"
CALLERS = {
    "me": f"Bearer {PLAYED.user_token(ME)}",
    "other": f"Bearer {PLAYED.user_token('713936733')}",
    "app": f"Bearer {PLAYED.world.tokens.issue_app(PLAYED.world.app.client_id)[0]}",
    "jwt": f"Bearer {PLAYED.jwt(channel_id=ME)}",
    "odd": "Bearer e30.e30.e30",
}
WORLD = [
    ME,
    "713936733",
    "141981764",
    "512953",
    next(iter(PLAYED.world.clips)),
    next(iter(PLAYED.world.games)),
]
HOSTILE = st.one_of(
    st.text(max_size=30),
    st.integers().map(str),
    st.sampled_from(
        [
            *WORLD, "", "9" * 5000, "-1", "0", "1.5", "NaN", "1e400", "MjA=", "\x00", "💥", "\ufffd",
            cursor_at(3), cursor_at(999_999_999), "true", "null", "a,b", "0001-01-01T00:00:00+23:59",
            "9999-12-31T23:59:59-23:59", "2016-05-26T00:00:00Z", "2026-11-01T12:00:00.123456789Z", "x" * 600,
        ]
    ),
)  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | HOSTILE,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
BODIES = st.one_of(
    st.binary(max_size=60),
    st.sampled_from([b"[" * 100_000, b'{"data":' * 50_000, b"\xff\xfe", b"1" * 10_000]),
)


def queries(operation: str, good: dict[str, Any]) -> st.SearchStrategy[list[tuple[str, str]]]:
    """The operation's own parameters, right or hostile, and some that are not its own."""
    names = [one["name"] for one in query_of(operation)]
    right = [(name, str(good[name])) for name in names if isinstance(good.get(name), str)]
    odd = st.tuples(st.sampled_from([*names, "id", "first", "after"]), HOSTILE)
    kept = st.lists(st.sampled_from(right), unique=True) if right else st.just([])
    return st.tuples(st.just(right) | kept, st.lists(odd, max_size=4)).map(lambda two: [*two[0], *two[1]])


def bodies(operation: str, good: dict[str, Any]) -> st.SearchStrategy[bytes]:
    """The documented body with some fields hostile or gone, any JSON, or no JSON at all."""
    fields, wrapped = body_of(operation)
    content = {name: good[name] for name in fields if name in good}
    change = st.fixed_dictionaries({}, optional=dict.fromkeys(fields, JSON)) if fields else st.just({})
    gone = st.lists(st.sampled_from(sorted(fields)), max_size=2) if fields else st.just([])
    mixed = st.tuples(change, gone).map(
        lambda two: {name: value for name, value in {**content, **two[0]}.items() if name not in two[1]}
    )
    whole = mixed.map(lambda body: {"data": body}) if wrapped else mixed
    return (whole | JSON).map(lambda body: json.dumps(body, default=str).encode()) | BODIES


@pytest.mark.parametrize("at", sorted(ROUTES), ids=" ".join)
@FEW
@given(data=st.data())
def test_a_route_withstands_anything(at: tuple[str, str], data: st.DataObject) -> None:
    operation = BY_ROUTE[at]
    good = with_cursor(example(operation))
    caller = data.draw(st.sampled_from(["me", *CALLERS]))
    headers = {"authorization": CALLERS[caller], "client-id": PLAYED.world.app.client_id}
    if OPERATIONS[operation]["body"] or data.draw(st.booleans()):
        kinds = ["application/json"] * 3 + ["application/json; charset=latin-1", "text/plain"]
        headers["content-type"] = data.draw(st.sampled_from(kinds))
    query = urlencode(data.draw(queries(operation, good)), errors="replace")
    body = data.draw(bodies(operation, good))

    answer = PLAYED.helix.answer(ask(at[0], f"{at[1]}?{query}", headers=headers, body=body), Links(OWN))

    assert answer.status < 500
    if answer.status < 400:
        kind = OPERATIONS[operation]["response"]["data_kind"]
        if kind != "text":
            fits(operation, answer.status, json.loads(answer.body) if answer.body else None)
        return
    told = json.loads(answer.body)
    assert told["status"] == answer.status
    assert set(told) - {"id"} == {"error", "status", "message"}


@FEW
@given(
    method=st.sampled_from(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "X"]),
    at=st.sampled_from(sorted(ROUTES)),
    authorization=st.text(max_size=30) | st.sampled_from(sorted(CALLERS.values())),
    client_id=st.text(max_size=30),
)
def test_other_methods_and_headers_do_no_harm(
    method: str, at: tuple[str, str], authorization: str, client_id: str
) -> None:
    headers = {"authorization": authorization, "client-id": client_id, "content-type": client_id}
    answer = PLAYED.helix.answer(ask(method, at[1], headers=headers, body=b"{}"), Links(OWN))

    assert answer.status < 500
