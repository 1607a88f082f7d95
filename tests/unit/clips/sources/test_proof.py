from __future__ import annotations

import pytest

from screenplay import Screenplay
from twitchkit.clips.link import Link
from twitchkit.clips.sources.proof import prove
from twitchkit.errors import ConnectionCut, TlsTrouble
from twitchkit.secret import SignedUrl
from twitchkit.wire import Response

LINK = Link(url=SignedUrl("https://media.example.com/x.mp4?sig=CANARY&token=CANARY"), source="gql")
MP4 = b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00"
CUT = ConnectionCut(host="media.example.com", reason="reset")


@pytest.mark.parametrize("status", [200, 206])
def test_an_mp4_is_told_by_its_first_bytes_whatever_its_type(status: int) -> None:
    stage = Screenplay([Response(status, {"content-type": "binary/octet-stream"}, MP4)])

    proof = stage.run(prove(LINK))

    assert (proof.is_mp4, proof.status, proof.problem) == (True, status, "")
    assert stage.requests[0].headers["Range"] == "bytes=0-15"
    assert stage.requests[0].url == LINK.url.reveal()


@pytest.mark.parametrize(
    ("body", "looks"),
    [
        (b"\xff\xd8\xff\xe0JFIF", "a JPEG"),
        (b"\x89PNG\r\n", "a PNG"),
        (b"<!DOCTYPE html>", "a page of HTML or XML"),
        (b"", "nothing"),
        (b"ftypisom", "something else"),
        (b"\x00\x00\x00", "something else"),
    ],
)
def test_a_200_alone_proves_nothing_though_the_type_says_mp4(body: bytes, looks: str) -> None:
    proof = Screenplay([Response(200, {"content-type": "video/mp4"}, body)]).run(prove(LINK))

    assert not proof.is_mp4
    assert looks in proof.problem


@pytest.mark.parametrize(
    ("status", "missing", "refused"),
    [(404, True, False), (410, True, False), (401, False, True), (403, False, True), (302, False, False)],
)
def test_missing_and_refused_are_told_apart(status: int, missing: bool, refused: bool) -> None:
    proof = Screenplay([Response(status, {}, MP4)]).run(prove(LINK))

    assert (proof.is_mp4, proof.is_missing, proof.is_refused) == (False, missing, refused)
    assert proof.problem == f"media.example.com answered {status}"


@pytest.mark.parametrize("trouble", [Response(503), Response(429), CUT])
def test_trouble_is_waited_out(trouble: Response | ConnectionCut) -> None:
    stage = Screenplay([trouble, trouble, Response(206, {}, MP4)])

    assert stage.run(prove(LINK)).is_mp4
    assert stage.sleeps == [0.5, 1.0]


def test_trouble_that_stays_is_a_problem_without_a_signature_in_it() -> None:
    proof = Screenplay([CUT, CUT, CUT]).run(prove(LINK))

    assert (proof.is_mp4, proof.status) == (False, None)
    assert proof.problem == "media.example.com ended the connection too early"
    assert Screenplay([Response(500)] * 3).run(prove(LINK)).status == 500


def test_a_refused_certificate_is_asked_once() -> None:
    stage = Screenplay([TlsTrouble(host="media.example.com", reason="self-signed")])

    assert not stage.run(prove(LINK)).is_mp4
