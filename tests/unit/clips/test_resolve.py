from __future__ import annotations

from typing import Any

import pytest

from screenplay import Screenplay, answer
from twitchkit.clips.choice import Choice
from twitchkit.clips.resolve import Resolution, Resolved, choose_sources, first_working, resolve
from twitchkit.errors import (
    ClipGone,
    ClipNotReady,
    ClipUnavailable,
    InvalidSetting,
    ListingRefused,
    MissingCredentials,
    NoSuchRendition,
    NotPermitted,
    ServerTrouble,
    TwitchkitError,
)
from twitchkit.helix.endpoints.clips import ClipDownload, GetClips
from twitchkit.wire import Response
from unit.clips.gql_shapes import MEDIA, asset, batch, clip, failed, operation, portrait, quality, token
from unit.clips.helix_stand_in import Helix, helix_clip

GQL = "https://gql.twitch.tv"
OFFICIAL = "https://production.assets.clips.twitchcdn.net/official.mp4?sig=1"
OLD = "https://clips-media-assets2.twitch.tv/AT-cm%7C12-preview-480x272.jpg"
MP4 = Response(206, {}, b"\x00\x00\x00\x20ftypisom")
BLOCKED = answer(200, failed("failed integrity check", data={"clip": None}))


def helix(*known: str, download: TwitchkitError | None = None, **more: Any) -> Helix:
    def rows(asked: Any) -> list[Any] | TwitchkitError:
        if isinstance(asked, GetClips):
            return [helix_clip(slug, **more) for slug in asked.id if slug in known]
        return download or [
            ClipDownload(clip_id=slug, landscape_download_url=OFFICIAL) for slug in asked.clip_id
        ]

    return Helix(rows)


def play(
    stage: Screenplay,
    *slugs: str,
    ask: Helix | None = None,
    editor_id: str | None = None,
    source: str | None = None,
    **more: Any,
) -> dict[str, Resolution]:
    sources = choose_sources(gql_url=GQL, ask=ask, editor_id=editor_id, source=source)
    return stage.run(resolve(slugs, sources=sources, ask=ask, **more))


def resolved(resolution: Resolution) -> Resolved:
    assert isinstance(resolution, Resolved), resolution
    return resolution


def labels(resolution: Resolution) -> list[str]:
    return [link.label for link in resolved(resolution).links]


def test_a_public_clip_takes_one_request_and_no_account() -> None:
    stage = Screenplay([batch(operation(clip("A")), operation(clip("B")))])

    outcomes = play(stage, "A", "B", "A")

    assert list(outcomes) == ["A", "B"]
    assert labels(outcomes["A"]) == ["1080p60", "720p60", "480p30"]
    about = resolved(outcomes["B"]).clip
    assert about is not None
    assert (about.id, about.title) == ("B", "a goal")
    assert resolved(outcomes["B"]).notes == ()
    assert len(stage.requests) == 1


def test_the_choice_orders_the_links() -> None:
    stage = Screenplay([batch(operation(clip("A")))])

    assert labels(play(stage, "A", choice=Choice(quality=720))["A"]) == ["720p60", "480p30", "1080p60"]


def test_an_editors_own_file_comes_first_and_the_players_files_behind_it() -> None:
    stage = Screenplay([batch(operation(clip("A")))])

    outcome = resolved(play(stage, "A", ask=helix("A"), editor_id="7")["A"])

    assert [link.source for link in outcome.links] == ["downloads", "gql", "gql", "gql"]
    assert outcome.clip == helix_clip("A")


def test_with_a_wish_for_a_quality_the_file_of_unknown_quality_comes_last() -> None:
    stage = Screenplay([batch(operation(clip("A")))])

    outcome = play(stage, "A", ask=helix("A"), editor_id="7", choice=Choice(quality="480"))["A"]

    assert [link.source for link in resolved(outcome).links] == ["gql", "gql", "gql", "downloads"]
    assert labels(outcome)[0] == "480p30"


def test_a_wish_that_the_official_way_cannot_grant_is_noted() -> None:
    outcome = play(
        Screenplay(), "A", ask=helix("A"), editor_id="7", source="downloads", choice=Choice(quality=480)
    )

    assert resolved(outcome["A"]).notes == ("downloads gives no choice of quality",)


def test_a_channel_one_may_not_edit_falls_back_to_the_player_and_says_so() -> None:
    stage = Screenplay([batch(operation(clip("A")))])
    refusing = helix("A", download=NotPermitted(twitch_says="not an editor"))

    outcome = resolved(play(stage, "A", ask=refusing, editor_id="7")["A"])

    assert {link.source for link in outcome.links} == {"gql"}
    assert outcome.notes == ("downloads: Twitch does not permit this.",)


def test_helix_out_of_order_does_not_keep_the_player_from_playing() -> None:
    stage = Screenplay([batch(operation(clip("A")))])
    mute = Helix(lambda _: MissingCredentials(missing=["TWITCH_CLIENT_ID"]))

    outcome = resolved(play(stage, "A", ask=mute, editor_id="7")["A"])

    assert [link.source for link in outcome.links] == ["gql"] * 3
    assert "helix: No app credentials to ask Twitch for a token with" in outcome.notes


def test_gone_is_told_on_the_players_word() -> None:
    stage = Screenplay([batch(operation(None))])

    assert isinstance(play(stage, "A", known={"A": helix_clip("A", thumbnail_url=OLD)})["A"], ClipGone)


def test_gone_is_not_told_when_the_player_did_not_answer_though_helix_left_it_out() -> None:
    stage = Screenplay([answer(503)] * 4)

    outcome = play(stage, "A", ask=helix())["A"]

    assert isinstance(outcome, ServerTrouble)


def test_gone_is_told_on_helixs_word_where_the_player_is_not_asked() -> None:
    outcomes = play(Screenplay([MP4]), "A", "B", ask=helix("A", thumbnail_url=OLD), source="thumbnail")

    assert isinstance(outcomes["B"], ClipGone)
    assert [link.source for link in resolved(outcomes["A"]).links] == ["thumbnail"]


def test_helix_trouble_is_that_trouble_where_nobody_else_is_asked() -> None:
    mute = Helix(lambda _: ServerTrouble(status=500, twitch_says=""))

    outcome = play(Screenplay(), "A", ask=mute, editor_id="7", source="downloads")["A"]

    assert isinstance(outcome, ServerTrouble)


def test_the_thumbnail_is_tried_when_the_player_is_shut_out() -> None:
    stage = Screenplay([*[BLOCKED] * 9, MP4])

    outcome = resolved(play(stage, "A", ask=helix("A", thumbnail_url=OLD))["A"])

    assert [link.source for link in outcome.links] == ["thumbnail"]
    assert outcome.notes == ("gql: Twitch's integrity check refused the query for playback links.",)


def test_the_thumbnail_is_not_asked_for_where_there_are_links() -> None:
    stage = Screenplay([batch(operation(clip("A", thumbnailURL=OLD)))])

    play(stage, "A")

    assert len(stage.requests) == 1


def test_where_no_signed_link_works_the_thumbnails_file_is_the_last_to_be_tried() -> None:
    outcome = play(Screenplay([batch(operation(clip("A", thumbnailURL=OLD)))]), "A")["A"]
    working = Screenplay([*[Response(403)] * 3, MP4]).run(first_working(resolved(outcome)))

    assert [link.url.reveal() for link in working.links] == [
        "https://clips-media-assets2.twitch.tv/AT-cm%7C12.mp4"
    ]
    assert working.links[0].source == "thumbnail"


def test_the_one_trouble_is_told_as_itself_and_several_together() -> None:
    stage = Screenplay([BLOCKED] * 9)
    assert isinstance(play(stage, "A")["A"], ListingRefused)

    stage = Screenplay([*[BLOCKED] * 9, Response(403)])
    several = play(stage, "A", known={"A": helix_clip("A", thumbnail_url=OLD)})["A"]
    assert isinstance(several, ClipUnavailable)
    assert "integrity" in several.attempts[0] or "some networks" in several.attempts[0]
    assert "403" in several.attempts[1]


def test_a_clip_without_files_is_not_ready() -> None:
    empty = clip("A", videoQualities=None, assets=None, playbackAccessToken=token("A", clip_uri=""))

    assert isinstance(play(Screenplay([batch(operation(empty))]), "A")["A"], ClipNotReady)


def test_portrait_is_a_rendition_or_an_error_that_names_what_there_is() -> None:
    tall = clip("A", assets=[asset(0.5625, portrait("607"), layout="FULL")])
    stage = Screenplay([batch(operation(tall), operation(clip("B")))])

    outcomes = play(stage, "A", "B", choice=Choice(portrait=True))

    assert labels(outcomes["A"]) == ["607p60 portrait"]
    missing = outcomes["B"]
    assert isinstance(missing, NoSuchRendition)
    assert (missing.slug, missing.offered) == ("B", ("1080p60", "720p60", "480p30"))


def test_a_codec_that_no_file_has_is_not_replaced_by_a_file_of_unknown_kind() -> None:
    found = clip("A", playbackAccessToken=token("A", clip_uri=f"{MEDIA}/landscape/avc/source/index.mp4"))

    outcome = play(Screenplay([batch(operation(found))]), "A", choice=Choice(codec="hevc"))["A"]

    assert isinstance(outcome, NoSuchRendition)


def test_official_files_of_the_other_shape_are_no_answer() -> None:
    outcome = play(
        Screenplay(), "A", ask=helix("A"), editor_id="7", source="downloads", choice=Choice(portrait=True)
    )

    assert isinstance(outcome["A"], NoSuchRendition)


def test_two_thousand_slugs_get_one_resolution_each() -> None:
    slugs = [f"Slug{number}" for number in range(2000)]
    parts = [slugs[start : start + 35] for start in range(0, 2000, 35)]
    stage = Screenplay([batch(*(operation(clip(slug)) for slug in part)) for part in parts])

    outcomes = play(stage, *slugs)

    assert list(outcomes) == slugs
    assert all(isinstance(outcome, Resolved) for outcome in outcomes.values())


@pytest.mark.parametrize(
    ("settings", "names"),
    [
        ({}, ["gql", "thumbnail"]),
        ({"ask": helix()}, ["gql", "thumbnail"]),
        ({"ask": helix(), "editor_id": "7"}, ["downloads", "gql", "thumbnail"]),
        ({"ask": helix(), "editor_id": "7", "source": "gql"}, ["gql"]),
        ({"source": "thumbnail"}, ["thumbnail"]),
    ],
)
def test_sources_are_asked_in_order_or_one_alone(settings: dict[str, Any], names: list[str]) -> None:
    assert [source.name for source in choose_sources(gql_url=GQL, **settings)] == names


@pytest.mark.parametrize("settings", [{"source": "vod"}, {"source": "downloads"}, {"source": ""}])
def test_a_source_that_is_unknown_or_lacks_an_account_is_refused(settings: dict[str, Any]) -> None:
    with pytest.raises(InvalidSetting, match="source"):
        choose_sources(gql_url=GQL, **settings)


def test_a_rendition_that_answers_404_gives_way_to_the_next_with_a_note() -> None:
    found = resolved(play(Screenplay([batch(operation(clip("A")))]), "A")["A"])
    stage = Screenplay([Response(404), MP4])

    working = stage.run(first_working(found))

    assert [link.label for link in working.links] == ["720p60", "480p30"]
    assert working.notes == ("1080p60: d1ndex63qxojbr.cloudfront.net answered 404; 720p60 is taken",)
    assert all("Range" in request.headers for request in stage.requests)


def test_a_clip_of_which_no_link_works_says_what_each_answered() -> None:
    only = clip("A", videoQualities=[quality("1080"), quality("720")], assets=None)
    found = resolved(play(Screenplay([batch(operation(only))]), "A")["A"])

    with pytest.raises(ClipUnavailable) as caught:
        Screenplay([Response(404), Response(200, {}, b"\xff\xd8\xff")]).run(first_working(found))

    assert len(caught.value.attempts) == 2
    assert "token" not in str(caught.value)
