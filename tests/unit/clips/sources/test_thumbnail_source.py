from __future__ import annotations

from screenplay import Screenplay
from twitchkit.clips.sources.source import Finding, NotOffered
from twitchkit.clips.sources.thumbnail import ThumbnailSource
from twitchkit.errors import ClipUnavailable
from twitchkit.wire import Response
from unit.clips.helix_stand_in import helix_clip

OLD = "https://clips-media-assets2.twitch.tv/AT-cm%7C12-preview-480x272.jpg"
NEW = "https://static-cdn.jtvnw.net/twitch-clips-thumbnails-prod/A/5f3c/preview-480x272.jpg"
MP4 = Response(206, {}, b"\x00\x00\x00\x20ftypisom")
JPEG = Response(200, {"content-type": "video/mp4"}, b"\xff\xd8\xff\xe0")


def test_a_derived_address_counts_only_when_its_bytes_are_an_mp4() -> None:
    known = {slug: helix_clip(slug, thumbnail_url=OLD.replace("12", slug)) for slug in ("A", "B", "C")}
    stage = Screenplay([MP4, JPEG, Response(403)])

    outcomes = stage.run(ThumbnailSource().find(["A", "B", "C"], known))

    found, jpeg, refused = outcomes["A"], outcomes["B"], outcomes["C"]
    assert isinstance(found, Finding)
    assert found.links[0].url.reveal() == "https://clips-media-assets2.twitch.tv/AT-cm%7CA.mp4"
    assert isinstance(jpeg, ClipUnavailable)
    assert "a JPEG in place of an MP4" in jpeg.why
    assert isinstance(refused, ClipUnavailable)
    assert "403" in refused.why


def test_nothing_is_asked_for_where_nothing_can_be_derived() -> None:
    outcomes = Screenplay().run(ThumbnailSource().find(["A", "B"], {"A": helix_clip("A", thumbnail_url=NEW)}))

    assert all(isinstance(outcome, NotOffered) for outcome in outcomes.values())
