"""Whatever comes in, what goes out is an answer of Twitch's and never a 500."""

from __future__ import annotations

import json
from urllib.parse import urlencode

from hypothesis import given, settings
from hypothesis import strategies as st

from twitchkit.simulator import World
from twitchkit.simulator.app import App
from twitchkit.simulator.asked import Asked
from twitchkit.simulator.helix.bucket import Buckets
from twitchkit.simulator.helix.endpoints import ROUTES, Helix
from twitchkit.simulator.links import Links
from unit.simulator.asking import WEB_CLIENT, Client, ask

APP = App(World.seeded(7, clips=60))
CLIENT = Client(APP)
CLIP = next(iter(APP.world.clips.values()))
WIDE = Helix(APP.world, points=Buckets(10**9), limits=False)
LINKS = Links("http://127.0.0.1:5000")
BEARER = f"Bearer {CLIENT.token()}"
HOSTILE = st.one_of(
    st.text(max_size=40),
    st.integers().map(str),
    st.sampled_from(
        [
            CLIP.slug, CLIP.broadcaster.id, "9" * 5000, "-1", "MjA=", "eyJhIjp7fX0=", "\x00", "💥", "\ufffd",
            "2026-01-01T00:00:00Z", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59Z", "true", "null",
            "9999-12-31T23:59:59-23:59", "2016-05-26T00:00:00Z",
            "eyJiIjpudWxsLCJhIjp7IkN1cnNvciI6Ik9UazVPVGs1T1RrNSJ9fQ==",
        ]
    ),
)  # fmt: skip
NAMES = st.sampled_from(
    [
        "id", "login", "broadcaster_id", "game_id", "user_id", "clip_id", "editor_id", "first", "after",
        "before", "started_at", "ended_at", "is_featured", "name", "igdb_id", "period", "sort",
        "type", "language",
    ]
)  # fmt: skip
FEW = settings(max_examples=150, deadline=None)


def request(method: str, path: str, query: str = "", body: bytes = b"", **headers: str) -> Asked:
    plain = ask(method, "/")
    return Asked(
        method=method, raw_path=path, path=path, query_string=query, headers={**plain.headers, **headers},
        body=body, own_url=plain.own_url,
    )  # fmt: skip


@FEW
@given(st.sampled_from([path for _, path in ROUTES]), st.lists(st.tuples(NAMES, HOSTILE), max_size=6))
def test_helix_withstands_any_query(path: str, pairs: list[tuple[str, str]]):
    headers = {"authorization": BEARER, "client-id": APP.world.app.client_id}
    query = urlencode(pairs, errors="replace")
    answer = WIDE.answer(request("GET", path, query, **headers), LINKS)

    assert answer.status in {200, 400, 401, 403, 404}
    assert json.loads(answer.body)


@FEW
@given(st.text(max_size=200), st.binary(max_size=200), st.sampled_from(["GET", "POST", "PUT", "HEAD", "X"]))
def test_any_path_gets_an_answer(path: str, body: bytes, method: str):
    for prefix in ("/", "/helix/", "/oauth2/", "/d1ndex63qxojbr.cloudfront.net/", "/static-cdn.jtvnw.net/",
                   "/production.assets.clips.twitchcdn.net/", "/clips-media-assets2.twitch.tv/"):  # fmt: skip
        answer = APP.respond(request(method, prefix + path, path, body))
        assert 200 <= answer.status < 500


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)
TEXTS = [
    "{",
    "{clip}",
    '{clip(slug:"x"){id}}',
    "query($slug:ID!){clip(slug:$slug){slug}}",
    "{" * 3000,
    "{a:clip(slug:1){...f}} fragment f on Clip{...f}",
    '{user(login:"x",id:2){clips(first:99999999999){edges{cursor}}}}',
    "query A{__typename} query B{__typename}",
    "mutation{x}",
    "{__schema{types{name}}}",
]
HASHES = ["0a02bb97" + "0" * 56, "1cd671bf" + "0" * 56, "x"]
OPERATION = st.fixed_dictionaries(
    {},
    optional={
        "query": st.none() | st.text(max_size=60) | st.sampled_from(TEXTS),
        "operationName": st.none() | st.sampled_from(["ShareClipRenderStatus", "ClipsCards__User", "x"]),
        "variables": JSON
        | st.fixed_dictionaries({"slug": JSON, "login": JSON, "limit": JSON, "cursor": JSON}),
        "extensions": JSON
        | st.sampled_from(HASHES).map(lambda text: {"persistedQuery": {"version": 1, "sha256Hash": text}}),
    },
)


@FEW
@given(OPERATION | st.lists(OPERATION, max_size=3) | JSON)
def test_gql_withstands_any_json(operations: object):
    status, body = CLIENT.gql(operations)

    assert status in {200, 400}
    assert body


@FEW
@given(
    st.binary(max_size=300) | st.sampled_from([b"[" * 100_000, b'{"a":' * 50_000, b"\xff\xfe", b"1" * 10_000])
)
def test_bodies_that_are_no_json_are_refused(body: bytes):
    for content_type in (
        "application/json",
        "multipart/form-data; boundary=x",
        "multipart/form-data",
        "x",
        "",
    ):
        asked = request(
            "POST", "/oauth2/token", "", body, **{"content-type": content_type, "authorization": "Basic \xff"}
        )
        assert APP.respond(asked).status in {400, 403}
    assert APP.respond(request("POST", "/gql", "", body, **{"client-id": WEB_CLIENT})).status in {200, 400}


@FEW
@given(st.text(max_size=60), st.text(max_size=60))
def test_odd_headers_do_no_harm(one: str, other: str):
    signed = CLIENT.signed(CLIP)
    headers = {"range": one, "if-range": other, "authorization": other, "client-id": one, "content-type": one}
    for path in ("/oauth2/token", "/oauth2/validate", "/oauth2/revoke", "/helix/users", "/gql"):
        assert APP.respond(request("POST", path, "", b"a", **headers)).status < 500
        assert APP.respond(request("GET", path, "", b"a", **headers)).status < 500
    assert CLIENT("GET", signed, headers=headers).status in {200, 206, 416}
