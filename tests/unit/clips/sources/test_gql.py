from __future__ import annotations

import json
from typing import Any

import pytest

from screenplay import Screenplay, answer
from twitchkit.clips.sources.gql import GqlSource, clips_request
from twitchkit.clips.sources.source import Finding, Outcome
from twitchkit.clips.unofficial import CLIENT_IDS
from twitchkit.errors import (
    ClipGone,
    ConnectionCut,
    ListingRefused,
    RequestRefused,
    ServerTrouble,
    TlsTrouble,
    UnexpectedAnswer,
)
from twitchkit.wire import Request, Response
from unit.clips.gql_shapes import SLUG, batch, clip, failed, operation

WEB, APP, OTHER = CLIENT_IDS
BASE = "https://gql.twitch.tv"
BLOCKED = failed("failed integrity check", challenge="integrity", data={"clip": None})
CUT = ConnectionCut(host="gql.twitch.tv", reason="reset")


def found(slug: str) -> dict[str, Any]:
    return operation(clip(slug))


def find(stage: Screenplay, *slugs: str, **settings: Any) -> dict[str, Outcome]:
    return stage.run(GqlSource(BASE, **settings).find(slugs, {}))


def asked(request: Request) -> list[str]:
    assert isinstance(request.body, bytes)
    return [one["variables"]["slug"] for one in json.loads(request.body)]


def kinds(outcomes: dict[str, Outcome]) -> dict[str, type[object]]:
    return {slug: type(outcome) for slug, outcome in outcomes.items()}


def test_a_request_is_a_list_of_raw_queries_with_slugs_as_variables() -> None:
    evil = '"){ __schema } #'
    request = clips_request("http://127.0.0.1:8123/", [SLUG, evil])

    operations = json.loads(request.body_bytes or b"")

    assert (request.method, request.url) == ("POST", "http://127.0.0.1:8123/gql")
    assert request.headers["Client-ID"] == WEB
    assert request.headers["Content-Type"] == "application/json"
    assert [one["variables"] for one in operations] == [{"slug": SLUG}, {"slug": evil}]
    assert len({one["query"] for one in operations}) == 1
    assert evil not in operations[1]["query"]
    assert operations[0]["operationName"] in operations[0]["query"]


def test_eighty_clips_are_three_requests() -> None:
    slugs = [f"Slug{number}" for number in range(80)]
    parts = [slugs[:35], slugs[35:70], slugs[70:]]
    stage = Screenplay([batch(*map(found, part)) for part in parts])

    outcomes = find(stage, *slugs)

    assert [asked(request) for request in stage.requests] == parts
    assert list(outcomes) == slugs
    assert set(kinds(outcomes).values()) == {Finding}


def test_a_single_answer_may_come_without_its_list() -> None:
    outcomes = find(Screenplay([answer(200, found("A"))]), "A")

    assert kinds(outcomes) == {"A": Finding}


def test_gone_found_and_unready_are_told_apart_in_one_batch() -> None:
    outcomes = find(Screenplay([batch(found("A"), operation(None), found("C"))]), "A", "B", "C")

    assert kinds(outcomes) == {"A": Finding, "B": ClipGone, "C": Finding}


def test_null_with_an_error_beside_it_is_never_told_as_gone() -> None:
    trouble = failed("service timeout", data={"clip": None})
    stage = Screenplay([batch(found("A"), trouble), *[batch(trouble)] * 4])

    outcomes = find(stage, "A", "B")

    assert kinds(outcomes) == {"A": Finding, "B": ServerTrouble}
    assert [asked(request) for request in stage.requests] == [["A", "B"], *[["B"]] * 4]
    assert stage.sleeps == [0.5, 1.0, 2.0]


def test_one_operations_error_is_asked_again_by_itself() -> None:
    stage = Screenplay([batch(found("A"), failed("service error"), found("C")), batch(found("B"))])

    outcomes = find(stage, "A", "B", "C")

    assert kinds(outcomes) == {"A": Finding, "B": Finding, "C": Finding}
    assert asked(stage.requests[1]) == ["B"]
    assert stage.sleeps == []


def test_an_error_beside_a_whole_clip_costs_nothing() -> None:
    stage = Screenplay([batch({**found("A"), **failed("a field of no use failed")})])

    assert kinds(find(stage, "A")) == {"A": Finding}


@pytest.mark.parametrize(
    "lost",
    [{"playbackAccessToken": None}, {"videoQualities": None, "assets": None, "playbackAccessToken": None}],
)
def test_an_error_that_took_the_files_or_the_signature_is_waited_out(lost: dict[str, Any]) -> None:
    part = {**operation(clip("A", **lost)), **failed("service timeout")}
    stage = Screenplay([batch(part), batch(found("A"))])

    assert kinds(find(stage, "A")) == {"A": Finding}
    assert stage.sleeps == [0.5]


def test_an_integrity_check_of_the_signature_alone_is_answered_with_another_client_id() -> None:
    part = operation(clip("A", playbackAccessToken=None))
    told = {"errors": [{"message": "refused", "path": ["clip", "playbackAccessToken"]}]}
    stage = Screenplay(
        [batch({**part, **told, "extensions": {"challenge": {"type": "integrity"}}}), batch(found("A"))]
    )

    assert kinds(find(stage, "A")) == {"A": Finding}
    assert [request.headers["Client-ID"] for request in stage.requests] == [WEB, APP]


@pytest.mark.parametrize(
    "trouble",
    [
        answer(503, {"message": "no"}),
        answer(429),
        answer(500),
        answer(200, failed("service timeout")),
        answer(200, failed("server error")),
        batch(failed("service error"), failed("service timeout")),
        CUT,
    ],
)
def test_overload_is_waited_out(trouble: Response | ConnectionCut) -> None:
    stage = Screenplay([trouble, trouble, batch(found("A"), found("B"))])

    assert set(kinds(find(stage, "A", "B")).values()) == {Finding}
    assert stage.sleeps == [0.5, 1.0]


def test_overload_that_stays_ends_after_four_tries_and_loses_no_other_batch() -> None:
    stage = Screenplay([*[answer(503)] * 4, batch(found("B"))])

    outcomes = find(stage, "A", "B", batch=1)

    assert kinds(outcomes) == {"A": ServerTrouble, "B": Finding}
    assert "4 tries" in str(outcomes["A"])


def test_a_cut_line_that_stays_is_that_batchs_alone() -> None:
    stage = Screenplay([CUT, CUT, CUT, CUT, batch(found("B"))])

    assert kinds(find(stage, "A", "B", batch=1)) == {"A": ConnectionCut, "B": Finding}


def test_a_refused_certificate_is_not_tried_again() -> None:
    stage = Screenplay([TlsTrouble(host="gql.twitch.tv", reason="self-signed")])

    assert kinds(find(stage, "A", "B")) == {"A": TlsTrouble, "B": TlsTrouble}


@pytest.mark.parametrize("blocked", [answer(200, BLOCKED), batch(BLOCKED, BLOCKED)])
def test_the_integrity_check_is_answered_with_another_client_id_which_then_stays(blocked: Response) -> None:
    stage = Screenplay([blocked, batch(found("A"), found("B")), batch(found("C"))])

    outcomes = find(stage, "A", "B", "C", batch=2)

    assert set(kinds(outcomes).values()) == {Finding}
    assert [request.headers["Client-ID"] for request in stage.requests] == [WEB, APP, APP]
    assert stage.sleeps == []


def test_the_integrity_check_on_one_operation_is_asked_again_by_itself() -> None:
    stage = Screenplay([batch(found("A"), BLOCKED), batch(BLOCKED), batch(found("B"))])

    assert kinds(find(stage, "A", "B")) == {"A": Finding, "B": Finding}
    assert [request.headers["Client-ID"] for request in stage.requests] == [WEB, WEB, APP]


def test_an_integrity_check_that_stays_ends_with_bounded_waits_over_all_batches() -> None:
    stage = Screenplay([answer(200, BLOCKED)] * 12)

    outcomes = find(stage, "A", "B", batch=1)

    assert kinds(outcomes) == {"A": ListingRefused, "B": ListingRefused}
    assert [outcome.slug for outcome in outcomes.values() if isinstance(outcome, ListingRefused)] == [
        "A",
        "B",
    ]
    assert stage.sleeps == [5.0, 10.0]
    assert [request.headers["Client-ID"] for request in stage.requests] == [WEB, APP, OTHER] * 4


def test_an_invalid_client_id_gives_way_to_the_next_and_is_told_when_all_are_refused() -> None:
    refusal = answer(
        400, {"error": "Bad Request", "status": 400, "message": 'The "Client-ID" header is invalid.'}
    )
    stage = Screenplay([refusal, batch(found("A"))])
    assert kinds(find(stage, "A")) == {"A": Finding}
    assert stage.requests[1].headers["Client-ID"] == APP

    stage = Screenplay([refusal] * 3)
    outcomes = find(stage, "A", "B")
    assert kinds(outcomes) == {"A": RequestRefused, "B": RequestRefused}
    assert "Client-ID" in str(outcomes["A"])
    assert stage.sleeps == []


def test_a_batch_refused_as_a_whole_is_halved_until_the_bad_one_stands_alone() -> None:
    bad = answer(400, {"message": "bad variable"})
    stage = Screenplay([bad, batch(found("A"), found("B")), bad, bad, batch(found("D"))])

    outcomes = find(stage, "A", "B", "C", "D")

    assert kinds(outcomes) == {"A": Finding, "B": Finding, "C": RequestRefused, "D": Finding}
    assert [asked(request) for request in stage.requests] == [
        ["A", "B", "C", "D"],
        ["A", "B"],
        ["C", "D"],
        ["C"],
        ["D"],
    ]


@pytest.mark.parametrize(
    ("odd", "problem"),
    [
        (Response(200, {"content-type": "text/html"}, b"<html>CANARY"), "no JSON but text/html"),
        (Response(200, {}, b"\xff\xfe"), "no JSON"),
        (Response(200, {}, b"[" * 100_000), "no JSON"),
        (answer(200, [found("A")]), "1 answers to 2 operations"),
        (answer(200, found("A")), "one answer to 2 operations"),
        (answer(200, "CANARY"), "`$`"),
        (answer(200, {"data": None}), "neither data nor errors"),
        (batch({"data": {"user": "CANARY"}}, {"data": {}}), "`$[0].data`"),
        (batch(5, {"data": "CANARY"}), "`$[0]`"),
        (batch({"data": "CANARY"}, 5), "`$[0].data`"),
        (answer(200, failed("PersistedQueryNotFound")), "PersistedQueryNotFound"),
    ],
)
def test_an_answer_of_unknown_shape_is_told_with_its_place_and_not_with_the_body(
    odd: Response, problem: str
) -> None:
    stage = Screenplay([odd, batch(found("C"))])

    outcomes = find(stage, "A", "B", "C", batch=2)

    assert kinds(outcomes) == {"A": UnexpectedAnswer, "B": UnexpectedAnswer, "C": Finding}
    assert problem in str(outcomes["A"])
    assert str(outcomes["A"]).startswith("gql ")
    assert "CANARY" not in str(outcomes["A"])


def test_one_clip_of_unknown_shape_loses_no_other() -> None:
    stage = Screenplay([batch(operation({"videoQualities": 5}), found("B"))])

    assert kinds(find(stage, "A", "B")) == {"A": UnexpectedAnswer, "B": Finding}


def test_an_error_nobody_has_explained_is_told_in_twitchs_words() -> None:
    stage = Screenplay([batch(failed('Cannot query field "slug"'))] * 4)

    outcomes = find(stage, "A")

    assert kinds(outcomes) == {"A": RequestRefused}
    assert "Cannot query field" in str(outcomes["A"])


def test_nothing_is_asked_for_no_clips() -> None:
    assert find(Screenplay()) == {}
