"""The media hosts: who gets what, and how much of it."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlencode

import pytest

from twitchkit.simulator.answer import Answer
from twitchkit.simulator.cdn.addresses import helix_thumbnail
from twitchkit.simulator.links import Links
from twitchkit.simulator.world import Clip, Era, TravelClock, Trouble
from unit.simulator.asking import OWN, Client

Pick = Callable[[Callable[[Clip], bool]], Clip]


def body_of(answer: Answer) -> bytes:
    return b"".join(answer.pieces()) if answer.pieces else answer.body


def derived(clip: Clip) -> str:
    return helix_thumbnail(clip, Links(OWN)).partition("-preview")[0] + ".mp4"


@pytest.fixture
def whole(pick: Pick) -> Clip:
    return pick(lambda clip: not clip.trouble and not clip.broadcaster.deleted)


def test_a_signed_address_gives_the_film(client: Client, whole: Clip):
    answer = client("GET", client.signed(whole))
    data = body_of(answer)

    assert answer.status == 200
    assert data[4:8] == b"ftyp"
    assert whole.sizes[whole.listed[0].name] == len(data) == answer.size_bytes
    assert (
        answer.headers["content-type"],
        answer.headers["accept-ranges"],
    ) == ("binary/octet-stream", "bytes")


def test_one_signature_opens_every_rendition_but_no_other_clip(client: Client, whole: Clip, pick: Pick):
    other = pick(lambda clip: not clip.trouble and clip is not whole)
    query = client.signed(whole).partition("?")[2]

    for quality in range(len(whole.listed)):
        assert client("HEAD", f"{client.signed(whole, quality).partition('?')[0]}?{query}").status == 200
    assert client("GET", f"{client.signed(other).partition('?')[0]}?{query}").status == 403


def test_unsigned_tampered_and_old_signatures_are_refused(client: Client, whole: Clip, clock: TravelClock):
    signed = client.signed(whole)
    bare, _, query = signed.partition("?")
    token = parse_qs(query)["token"][0]

    unsigned = client("GET", bare)
    assert (unsigned.status, unsigned.body) == (401, b"")
    assert client("GET", f"{bare}?{urlencode({'sig': '0' * 40, 'token': token})}").status == 401
    clock.advance(20 * 3600 - 1)
    assert client("GET", signed).status == 200
    clock.advance(1)
    assert client("GET", signed).status == 403


def test_a_dead_clips_file_is_denied(client: Client, pick: Pick):
    signed = client.signed(pick(lambda clip: clip.dead))
    answer = client("GET", signed)

    assert answer.status == 403
    assert b"<Code>AccessDenied</Code>" in answer.body
    assert client("GET", signed.partition("?")[0]).status == 404


def test_a_missing_best_file_leaves_the_next_one(client: Client, pick: Pick):
    clip = pick(lambda clip: clip.trouble is Trouble.TOP_MISSING)

    assert client("GET", client.signed(clip)).status == 404
    assert client("GET", client.signed(clip, 1)).status == 200


def test_a_portrait_file_is_there_too(client: Client, pick: Pick):
    clip = pick(lambda clip: bool(clip.portrait and not clip.trouble))
    assert clip.portrait
    bare, _, query = client.signed(clip).partition("?")
    path = f"{bare.partition('/landscape/')[0]}/portrait/avc/{clip.portrait.quality}/index.mp4"

    assert clip.sizes[clip.portrait.name] == client("GET", f"{path}?{query}").size_bytes


@pytest.mark.parametrize("era", [Era.A, Era.B])
def test_legacy_hosts_need_no_token(client: Client, pick: Pick, era: Era):
    clip = pick(lambda clip: clip.era is era and not clip.trouble)
    url = derived(clip)

    assert body_of(client("GET", url))[4:8] == b"ftyp"
    assert body_of(client("GET", url.replace(".mp4", "-360.mp4")))[4:8] == b"ftyp"
    assert client("GET", url.replace(".mp4", "x.mp4")).status == 404


def test_a_moved_clip_is_gone_from_the_legacy_hosts(client: Client, pick: Pick):
    clip = pick(lambda clip: clip.era is Era.E)

    assert client("GET", f"{OWN}/clips-media-assets2.twitch.tv/{clip.key}.mp4").status == 404


def test_a_picture_host_answers_wrong_names_with_a_picture(client: Client, pick: Pick):
    clip = pick(lambda clip: clip.era is Era.C)
    answer = client("GET", derived(clip))

    assert (answer.status, answer.headers["content-type"]) == (200, "image/jpeg")


def test_thumbnails_of_all_eras_are_pictures(client: Client, pick: Pick):
    for era in Era:
        clip = pick(lambda clip, era=era: clip.era is era and not clip.dead)
        answer = client("GET", helix_thumbnail(clip, Links(OWN)))
        assert (answer.status, answer.body[:3]) == (200, b"\xff\xd8\xff")


def test_a_dead_clips_thumbnail_leads_to_the_404_picture(client: Client, pick: Pick):
    answer = client("GET", helix_thumbnail(pick(lambda clip: clip.dead), Links(OWN)))

    assert answer.status == 302
    assert client("GET", answer.headers["location"]).status == 200


def test_the_host_header_may_name_the_media_host(client: Client, whole: Clip):
    signed = client.signed(whole).removeprefix(f"{OWN}/d1ndex63qxojbr.cloudfront.net")

    assert client("GET", signed, headers={"host": "d1ndex63qxojbr.cloudfront.net"}).status == 200


@pytest.mark.parametrize(
    ("asked", "start", "stop"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=100-199", 100, 200),
        ("bytes=1000-", 1000, None),
        ("bytes=-500", -500, None),
        ("bytes=100-99999999999", 100, None),
    ],
)
def test_ranges_are_slices(client: Client, whole: Clip, asked: str, start: int, stop: int | None):
    url = client.signed(whole)
    data = body_of(client("GET", url))
    answer = client("GET", url, headers={"range": asked})
    first = start if start >= 0 else len(data) + start

    assert answer.status == 206
    assert data[start:stop] == body_of(answer)
    assert f"bytes {first}-{(stop or len(data)) - 1}/{len(data)}" == answer.headers["content-range"]


@pytest.mark.parametrize(
    "asked", ["bytes=1-2,4-5", "chars=1-2", "bytes=", "bytes=-", "bytes=5-2", "bytes=x-y"]
)
def test_odd_ranges_get_the_whole(client: Client, whole: Clip, asked: str):
    assert client("GET", client.signed(whole), headers={"range": asked}).status == 200


@pytest.mark.parametrize("asked", ["bytes=99999999999-", "bytes=-0"])
def test_a_range_beyond_the_end_cannot_be_met(client: Client, whole: Clip, asked: str):
    answer = client("GET", client.signed(whole), headers={"range": asked})

    assert answer.status == 416
    assert f"bytes */{whole.sizes[whole.listed[0].name]}" == answer.headers["content-range"]


def test_a_film_that_is_held_is_not_sent_again(client: Client, whole: Clip):
    url = client.signed(whole)
    held = client("HEAD", url).headers

    def status(**headers: str) -> int:
        return client(
            "GET", url, headers={name.replace("_", "-"): text for name, text in headers.items()}
        ).status

    assert status(if_none_match=held["etag"]) == 304
    assert status(if_none_match=f'"x", W/{held["etag"]}') == 304
    assert status(if_modified_since=held["last-modified"]) == 304
    assert status(if_none_match='"x"', if_modified_since=held["last-modified"]) == 200
    assert status(if_modified_since="Fri, 01 Jan 2010 00:00:00 GMT") == 200
    assert status(if_modified_since="yesterday") == 200


def test_if_range_guards_a_resume(client: Client, whole: Clip):
    url = client.signed(whole)
    headers = client("HEAD", url).headers

    def status(if_range: str) -> int:
        return client("GET", url, headers={"range": "bytes=5-", "if-range": if_range}).status

    assert status(headers["etag"]) == 206
    assert status(headers["last-modified"]) == 206
    assert status('"another"') == 200
    assert status("W/" + headers["etag"]) == 200
