from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import pytest

from screenplay import Screenplay
from twitchkit.clips.sources.downloads import DownloadsSource
from twitchkit.clips.sources.source import Finding, NotOffered, Outcome
from twitchkit.errors import (
    MissingScope,
    NotPermitted,
    RateLimited,
    RequestRefused,
    ServerTrouble,
    TwitchkitError,
)
from twitchkit.helix.endpoints.clips import ClipDownload, GetClipsDownload
from unit.clips.gql_shapes import EXPIRES, token
from unit.clips.helix_stand_in import Helix, helix_clip

HOST = "https://production.assets.clips.twitchcdn.net"


def row(slug: str, **more: str | None) -> ClipDownload:
    urls: dict[str, Any] = {"landscape_download_url": f"{HOST}/{slug}.mp4?sig=1", **more}
    return ClipDownload(clip_id=slug, **urls)


def find(helix: Helix, *slugs: str, channels: dict[str, str] | None = None) -> dict[str, Outcome]:
    known = {slug: helix_clip(slug, channel=(channels or {}).get(slug, "1")) for slug in slugs}
    return Screenplay().run(DownloadsSource(helix, "7").find(slugs, known))


def test_clips_are_asked_for_by_channel_ten_at_a_time() -> None:
    slugs = [f"S{number}" for number in range(13)]
    helix = Helix(lambda asked: [row(slug) for slug in reversed(asked.clip_id)])

    outcomes = find(helix, *slugs, channels={"S3": "2"})

    first = tuple(slug for slug in slugs if slug != "S3")
    assert helix.asked == [
        GetClipsDownload(editor_id="7", broadcaster_id="1", clip_id=first[:10]),
        GetClipsDownload(editor_id="7", broadcaster_id="1", clip_id=first[10:]),
        GetClipsDownload(editor_id="7", broadcaster_id="2", clip_id=("S3",)),
    ]
    for slug in slugs:
        outcome = outcomes[slug]
        assert isinstance(outcome, Finding)
        assert outcome.links[0].url.reveal() == f"{HOST}/{slug}.mp4?sig=1"


def test_landscape_and_portrait_are_links_of_their_shape_and_null_is_none() -> None:
    both = row("A", portrait_download_url=f"{HOST}/tall.mp4")
    tall = row("B", landscape_download_url=None, portrait_download_url=f"{HOST}/tall.mp4")
    none = row("C", landscape_download_url=None)

    outcomes = find(Helix(lambda _: [both, tall, none]), "A", "B", "C", "D")

    shapes = {
        slug: [link.portrait for link in outcome.links]
        for slug, outcome in outcomes.items()
        if isinstance(outcome, Finding)
    }
    assert shapes == {"A": [False, True], "B": [True]}
    assert outcomes["C"] == NotOffered("Twitch offers no file of it")
    assert outcomes["D"] == NotOffered("Twitch left it out of its answer")


def test_a_hostile_link_is_not_taken() -> None:
    assert isinstance(
        find(Helix(lambda _: [row("A", landscape_download_url="file:///x")]), "A")["A"], NotOffered
    )


def test_a_link_with_a_token_ends_when_it_says() -> None:
    signed = f"{HOST}/x.mp4?sig=1&token={quote(token()['value'], safe='')}"

    outcome = find(Helix(lambda _: [row("A", landscape_download_url=signed)]), "A")["A"]

    assert isinstance(outcome, Finding)
    assert outcome.links[0].expires_at == datetime.fromtimestamp(EXPIRES, UTC)


def test_one_bad_id_does_not_lose_the_other_nine() -> None:
    def rows(asked: Any) -> list[Any] | TwitchkitError:
        if "S6" in asked.clip_id:
            return RequestRefused(status=400, twitch_says="bad id")
        return [row(slug) for slug in asked.clip_id]

    slugs = [f"S{number}" for number in range(10)]
    helix = Helix(rows)

    outcomes = find(helix, *slugs)

    assert [slug for slug, outcome in outcomes.items() if isinstance(outcome, Finding)] == [
        slug for slug in slugs if slug != "S6"
    ]
    assert isinstance(outcomes["S6"], RequestRefused)
    assert len(helix.asked) <= 9


def test_a_channel_that_refuses_is_asked_once_and_the_others_still() -> None:
    def rows(asked: Any) -> list[Any] | TwitchkitError:
        if asked.broadcaster_id == "1":
            return NotPermitted(twitch_says="not an editor")
        return [row(slug) for slug in asked.clip_id]

    theirs = [f"S{number}" for number in range(25)]
    helix = Helix(rows)

    outcomes = find(helix, *theirs, "Mine", channels={"Mine": "2"})

    assert [asked.broadcaster_id for asked in helix.asked] == ["1", "2"]
    assert all(isinstance(outcomes[slug], NotPermitted) for slug in theirs)
    assert isinstance(outcomes["Mine"], Finding)


@pytest.mark.parametrize("error", [MissingScope(twitch_says="scope"), RateLimited()])
def test_a_token_without_the_right_and_a_full_bucket_end_it_for_all(error: TwitchkitError) -> None:
    helix = Helix(lambda _: error)

    outcomes = find(helix, "A", "B", channels={"B": "2"})

    assert outcomes == {"A": error, "B": error}
    assert len(helix.asked) == 1


def test_trouble_with_one_call_is_that_calls_alone() -> None:
    trouble = ServerTrouble(status=500, twitch_says="")
    helix = Helix(lambda asked: trouble if "S0" in asked.clip_id else [row(slug) for slug in asked.clip_id])

    outcomes = find(helix, *(f"S{number}" for number in range(12)))

    assert outcomes["S9"] is trouble
    assert isinstance(outcomes["S10"], Finding)


def test_a_clip_whose_channel_is_unknown_is_not_asked_for() -> None:
    helix = Helix(lambda _: [])

    outcomes = Screenplay().run(DownloadsSource(helix, "7").find(["A"], {}))

    assert outcomes == {"A": NotOffered("its channel is not known")}
    assert helix.asked == []
