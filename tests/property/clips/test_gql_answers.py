from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from screenplay import NOON
from twitchkit.clips.media_url import may_follow
from twitchkit.clips.sources.gql_answer import read_answer
from twitchkit.clips.sources.gql_clip import read_clip
from twitchkit.clips.sources.source import Finding
from twitchkit.errors import TwitchkitError
from twitchkit.wire import Response

LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8),
    st.sampled_from(["", "1080", "A", "https://media.example.com/x.mp4", "file:///x", "http://127.0.0.1/x"]),
)  # fmt: skip
KEYS = st.sampled_from(
    [
        "data", "clip", "errors", "message", "extensions", "slug", "videoQualities", "assets",
        "sourceURL", "quality",
        "aspectRatio", "playbackAccessToken", "signature", "value", "createdAt", "broadcaster",
        "frameRate", "codecs",
    ]
)  # fmt: skip
JSON = st.recursive(
    LEAVES, lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=5)),
    max_leaves=25,
)  # fmt: skip
QUALITY = st.fixed_dictionaries(
    {"sourceURL": LEAVES},
    optional={"quality": LEAVES, "frameRate": LEAVES, "codecs": LEAVES, "width": LEAVES},
)
CLIP = st.fixed_dictionaries(
    {"playbackAccessToken": st.just({"signature": "s", "value": "v"})},
    optional={
        "slug": st.just("A"),
        "videoQualities": st.lists(QUALITY | JSON, max_size=3),
        "title": JSON,
        "assets": JSON,
    },
)


@given(JSON | CLIP)
def test_any_clip_is_links_that_may_be_followed_or_an_error(clip: Any) -> None:
    outcome = read_clip(clip, "A", received_at=NOON.timestamp())

    if isinstance(outcome, Finding):
        assert outcome.links
        assert all(may_follow(link.url.reveal()) for link in outcome.links)
    else:
        assert isinstance(outcome, TwitchkitError)


@given(st.one_of(JSON.map(lambda body: json.dumps(body).encode()), st.binary(max_size=40)), st.integers(1, 3))
def test_any_body_has_one_verdict_for_each_operation_or_one_for_all(body: bytes, count: int) -> None:
    verdicts = read_answer(Response(200, {}, body), count)

    assert not isinstance(verdicts, list) or len(verdicts) == count
