from __future__ import annotations

import json
from typing import Any

import pytest

from twitchkit.errors import InvalidRequest, NotFound
from twitchkit.helix import RawPage, unlisted
from twitchkit.helix.paging import Walk
from twitchkit.wire import Response


def parsed(content: Any, status: int = 200) -> RawPage:
    return unlisted("GET", "/new").parse(Response(status, {}, json.dumps(content).encode()))


def test_it_is_sent_as_it_was_given() -> None:
    request = unlisted("post", "/helix/new/thing", [("id", "1"), ("id", "a b")], {"x": {"y": 1}}).request()

    assert (request.method, request.url) == ("POST", "https://api.twitch.tv/helix/new/thing?id=1&id=a%20b")
    assert (request.body, dict(request.headers)) == (b'{"x":{"y":1}}', {"Content-Type": "application/json"})


@pytest.mark.parametrize("path", ["/helix/new", "helix/new", "/new", "new", "new/"])
def test_a_path_has_several_spellings(path: str) -> None:
    assert unlisted("GET", path) == unlisted("GET", "/new")
    assert unlisted("GET", path).request().url == "https://api.twitch.tv/helix/new"


@pytest.mark.parametrize("path", ["/a b", "/../oauth2/token", "/a?b=1", "/a#b", "/a\nb", "/ü"])
def test_a_path_that_leads_elsewhere_is_refused(path: str) -> None:
    with pytest.raises(InvalidRequest, match="path"):
        unlisted("GET", path)


def test_an_unknown_method_is_refused() -> None:
    with pytest.raises(InvalidRequest, match="GET, POST"):
        unlisted("FETCH", "/new")


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        ({"data": [{"id": 1}, "x"]}, ({"id": 1}, "x")),
        ({"data": {"id": 1}}, ({"id": 1},)),
        ({"data": None}, ()),
        ({"other": 1}, ({"other": 1},)),
        ([1], ([1],)),
    ],
)
def test_rows_come_as_json_has_them(content: Any, rows: tuple[Any, ...]) -> None:
    assert (parsed(content).data, parsed(content).raw) == (rows, content)


def test_an_answer_that_is_no_json_is_one_text() -> None:
    assert unlisted("GET", "/new").parse(Response(200, {}, b"BEGIN:VCALENDAR")).data == ("BEGIN:VCALENDAR",)
    assert unlisted("DELETE", "/new").parse(Response(204)).data == ()


def test_a_refusal_is_an_error_like_any_other() -> None:
    with pytest.raises(NotFound):
        parsed({"message": "gone"}, 404)


def test_it_goes_from_page_to_page_and_drops_repeated_rows() -> None:
    walk = Walk(unlisted("GET", "/new", [("id", "1")]))

    first = walk.take(parsed({"data": [{"id": 1}, {"id": 1}, {"id": 2}], "pagination": {"cursor": "c"}}))
    assert walk.request is not None
    assert walk.request.request().url.endswith("/new?id=1&after=c")
    second = walk.take(parsed({"data": [{"id": 2}, {"id": 3}]}))

    assert (first.data, second.data) == (({"id": 1}, {"id": 2}), ({"id": 3},))
    assert walk.request is None


def test_a_change_is_never_sent_a_second_time_for_a_cursor() -> None:
    walk = Walk(unlisted("POST", "/new"))
    walk.take(parsed({"data": [{"id": 1}], "pagination": {"cursor": "c"}}))

    assert walk.request is None
