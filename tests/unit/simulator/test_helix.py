"""Helix: its gate, its limits, its paging, its encoders."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from twitchkit.simulator import World
from twitchkit.simulator.answer import Answer
from twitchkit.simulator.app import App
from twitchkit.simulator.world import Clip, TravelClock
from unit.simulator.asking import NOON, OWN, Client

Pick = Callable[[Callable[[Clip], bool]], Clip]


def stamp(at: object) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


@pytest.mark.parametrize(
    ("headers", "message"),
    [
        ({}, "Must provide a valid Client-ID or OAuth token"),
        ({"client-id": "own"}, "OAuth token is missing"),
        ({"client-id": "own", "authorization": "OAuth good"}, "OAuth token is missing"),
        ({"client-id": "own", "authorization": "bearer good"}, "OAuth token is missing"),
        ({"authorization": "Bearer good"}, "Client ID is missing"),
        ({"client-id": "own", "authorization": "Bearer bad"}, "Invalid OAuth token"),
        ({"client-id": "other", "authorization": "Bearer good"}, "Client ID and OAuth token do not match"),
    ],
)
def test_the_gate_refuses_in_twitchs_words(client: Client, headers: dict[str, str], message: str):
    meant = {"own": client.world.app.client_id, "Bearer good": f"Bearer {client.token()}"}
    answer = client(
        "GET", "/helix/users", headers={name: meant.get(value, value) for name, value in headers.items()}
    )

    assert answer.status == 401
    assert {"error": "Unauthorized", "status": 401, "message": message} == json.loads(answer.body)
    assert "ratelimit-limit" not in answer.headers


def test_a_slash_at_the_end_does_no_harm(client: Client) -> None:
    assert client.helix("users/", ("id", client.world.channels[0].id))[0] == 200


def test_what_helix_had_once_is_gone(client: Client) -> None:
    for path in ("users/follows", "hypetrain/events"):
        assert client.helix(path, ("to_id", "1"))[0] == 410


def test_an_unknown_path_or_method_is_not_found(client: Client):
    assert client.helix("nothing") == (404, {"error": "Not Found", "status": 404, "message": ""})
    assert client("POST", "/helix/users").status == 404


def test_users_come_by_id_and_login_and_strangers_are_left_out(client: Client):
    first, second = client.world.channels[:2]
    status, body = client.helix(
        "users", ("id", first.id), ("login", second.login.upper()), ("login", "nobody")
    )

    assert status == 200
    assert [first.login, second.login] == [user["login"] for user in body["data"]]
    assert body["data"][0]["type"] == ""
    assert "pagination" not in body


def test_users_without_names_is_the_tokens_owner(client: Client):
    owner = client.world.channels[0]
    token, _ = client.world.tokens.issue_user(client.world.app.client_id, owner.id, ())

    assert owner.id == client.helix("users", token=token)[1]["data"][0]["id"]
    assert client.helix("users")[0] == 400


def test_more_than_a_hundred_or_joined_values_are_refused(client: Client):
    assert client.helix("clips", *[("id", f"Slug{n}") for n in range(101)])[0] == 400
    assert client.helix("clips", ("id", "One,Two"))[0] == 400
    assert (
        client.helix("users", *[("id", str(n)) for n in range(60)], *[("login", f"u{n}") for n in range(41)])[
            0
        ]
        == 400
    )
    assert client.helix("users", ("id", "notdigits"))[0] == 400


def test_games_come_by_id_name_and_igdb_id(client: Client):
    one, *_, other = client.world.games.values()
    known = next(game for game in client.world.games.values() if game.igdb_id)
    body = client.helix("games", ("id", one.id), ("name", other.name), ("igdb_id", known.igdb_id))[1]

    assert {one.id, other.id, known.id} == {game["id"] for game in body["data"]}
    assert body["data"][0]["box_art_url"].endswith("-{width}x{height}.jpg")


def test_videos_come_by_channel_and_by_id(client: Client):
    channel = client.world.channels[0]
    page = client.helix("videos", ("user_id", channel.id), ("first", "5"), ("type", "highlight"))[1]
    [again] = client.helix("videos", ("id", page["data"][0]["id"]))[1]["data"]

    assert {"highlight"} == {video["type"] for video in page["data"]}
    assert page["data"] == sorted(page["data"], key=lambda video: video["created_at"], reverse=True)
    assert page["data"][0] == again
    assert client.helix("videos", ("id", "1"))[0] == 404
    assert client.helix("videos", ("user_id", channel.id), ("sort", "oldest"))[0] == 400


def test_exactly_one_selector(client: Client):
    channel = client.world.channels[0]

    assert client.helix("clips")[0] == 400
    assert client.helix("clips", ("broadcaster_id", channel.id), ("id", "Slug"))[0] == 400
    assert client.helix("clips", ("game_id", "999"))[0] == 404
    assert client.helix("clips", ("broadcaster_id", "1")) == (200, {"data": [], "pagination": {}})


def test_clips_by_id_keep_the_order_asked(client: Client):
    slugs = list(client.world.clips)[:30][::-1]
    asked = [("id", slug) for slug in [*slugs, "Unknown", slugs[0], slugs[1].lower()]]
    body = client.helix("clips", *asked)[1]

    assert slugs == [clip["id"] for clip in body["data"]]
    assert body["pagination"] == {}


def test_a_walk_through_all_pages_sees_every_clip_once_by_views(client: Client):
    channel = client.world.channels[0]
    seen, after = [], None
    while True:
        pairs = [("broadcaster_id", channel.id), ("first", "30"), *([("after", after)] if after else [])]
        body = client.helix("clips", *pairs)[1]
        seen += body["data"]
        after = body["pagination"].get("cursor")
        if after is None:
            break

    assert [clip.slug for clip in client.world.clips_of_channel(channel.id)] == [clip["id"] for clip in seen]
    assert sorted((clip["view_count"] for clip in seen), reverse=True) == [
        clip["view_count"] for clip in seen
    ]


def test_the_cursor_is_twitchs(client: Client):
    pairs = ("broadcaster_id", client.world.channels[0].id), ("first", "20")
    cursor = client.helix("clips", *pairs)[1]["pagination"]["cursor"]

    assert json.loads(base64.b64decode(cursor)) == {"b": None, "a": {"Cursor": "MjA="}}
    # The documented example: offset 200.
    assert client.helix("clips", *pairs, ("after", "eyJiIjpudWxsLCJhIjp7IkN1cnNvciI6Ik1qQXcifX0="))[0] == 200


@pytest.mark.parametrize(
    "pair",
    [
        ("after", "x"), ("after", "eyJhIjoxfQ=="), ("before", "MjA="), ("first", "0"), ("first", "101"),
        ("first", "-1"), ("first", "many"), ("first", "9" * 400), ("started_at", "yesterday"),
        ("started_at", "2026-13-01T00:00:00Z"), ("is_featured", "maybe"),
    ],
)  # fmt: skip
def test_bad_values_are_refused(client: Client, pair: tuple[str, str]):
    status, body = client.helix("clips", ("broadcaster_id", client.world.channels[0].id), pair)

    assert (status, body["error"]) == (400, "Bad Request")


def test_depth_ends_in_a_page_that_comes_again_and_again(clock: TravelClock):
    client = Client(App(World.seeded(3, clips=4000, clock=clock)))
    channel = client.world.channels[0]
    seen, after, pages = [], "", []
    for _ in range(15):
        pairs = [("broadcaster_id", channel.id), ("first", "100"), *([("after", after)] if after else [])]
        body = client.helix("clips", *pairs)[1]
        pages.append([clip["id"] for clip in body["data"]])
        seen += pages[-1]
        after = body["pagination"]["cursor"]

    assert len(client.world.clips_of_channel(channel.id)) > 1_100
    assert 1_018 <= len(set(seen)) <= 1_100
    assert len(pages[-1]) == 100
    assert pages[-1] == pages[-2]


def test_windows_are_cut_to_ten_minutes(client: Client, pick: Pick):
    clip = pick(lambda clip: clip.created_at.minute % 10 > 2)
    channel = ("broadcaster_id", clip.broadcaster.id)

    def found(started_at: object, ended_at: object) -> bool:
        window = ("started_at", stamp(started_at)), ("ended_at", stamp(ended_at))
        body = client.helix("clips", channel, ("first", "100"), *window)[1]
        return clip.slug in {row["id"] for row in body["data"]}

    at = clip.created_at
    assert found(at + timedelta(minutes=1), at + timedelta(minutes=10))
    assert not found(at - timedelta(hours=1), at + timedelta(minutes=1))
    assert found(at - timedelta(hours=1), at + timedelta(minutes=10))


def test_started_at_alone_means_a_week_and_ended_at_alone_nothing(client: Client, pick: Pick):
    clip = pick(lambda clip: clip.created_at < NOON - timedelta(days=60))
    channel = ("broadcaster_id", clip.broadcaster.id)

    def slugs(*window: tuple[str, str]) -> set[str]:
        return {row["id"] for row in client.helix("clips", channel, ("first", "100"), *window)[1]["data"]}

    assert clip.slug in slugs(("started_at", stamp(clip.created_at - timedelta(days=6))))
    assert clip.slug not in slugs(("started_at", stamp(clip.created_at - timedelta(days=8))))
    assert slugs() == slugs(("ended_at", "2016-06-01T00:00:00Z"))


def test_nothings_are_written_twitchs_way(client: Client, pick: Pick):
    def row(clip: Clip) -> dict[str, object]:
        return client.helix("clips", ("id", clip.slug))[1]["data"][0]

    nobodys = row(pick(lambda clip: clip.curator is None))
    homeless = row(pick(lambda clip: clip.video is None))
    orphan = row(pick(lambda clip: clip.broadcaster.deleted))

    assert (nobodys["creator_id"], nobodys["creator_name"]) == ("", "")
    assert (homeless["video_id"], homeless["vod_offset"]) == ("", None)
    assert orphan["broadcaster_name"] == ""
    assert row(pick(lambda clip: clip.duration_s == 30.0))["duration"] == 30


def test_a_bucket_empties_and_fills_again(client: Client, clock: TravelClock):
    token = client.token()
    headers = {"authorization": f"Bearer {token}", "client-id": client.world.app.client_id}

    def ask_once() -> Answer:
        return client("GET", f"/helix/users?id={client.world.channels[0].id}", headers=headers)

    remaining = [int(ask_once().headers["ratelimit-remaining"]) for _ in range(800)]
    refused = ask_once()

    assert list(range(799, -1, -1)) == remaining
    assert refused.status == 429
    assert json.loads(refused.body) == {
        "error": "Too Many Requests",
        "status": 429,
        "message": "Request limit exceeded",
    }
    assert refused.headers["ratelimit-limit"] == "800"
    assert int(refused.headers["ratelimit-reset"]) == int(NOON.timestamp()) + 60
    clock.advance(3)
    assert ask_once().headers["ratelimit-remaining"] == "39"  # 40 points came back in 3 s
    clock.advance(60)
    assert ask_once().headers["ratelimit-remaining"] == "799"


def test_downloads_go_to_editors_alone(client: Client):
    first, second, third, *_ = client.world.channels
    own, edited = client.world.clips_of_channel(first.id)[0], client.world.clips_of_channel(second.id)[0]

    def status(editor: str, broadcaster: str, *slugs: str, token: str | None = None) -> int:
        pairs = ("editor_id", editor), ("broadcaster_id", broadcaster), *(("clip_id", slug) for slug in slugs)
        return client.helix("clips/downloads", *pairs, token=token)[0]

    own_id = client.world.app.client_id
    scoped, _ = client.world.tokens.issue_user(own_id, first.id, ("editor:manage:clips",))
    bare, _ = client.world.tokens.issue_user(own_id, first.id, ())
    assert status(first.id, first.id, own.slug) == 200
    assert status(first.id, second.id, edited.slug) == 200
    assert status(first.id, first.id, own.slug, token=scoped) == 200
    assert status(first.id, first.id, own.slug, token=bare) == 401
    assert status(second.id, first.id, own.slug, token=scoped) == 401
    assert status(third.id, third.id, client.world.clips_of_channel(third.id)[0].slug) == 401
    assert status(second.id, first.id, own.slug) == 403
    assert status(first.id, first.id, edited.slug) == 400
    assert status(first.id, first.id) == 400
    assert status(first.id, first.id, *[f"Slug{n}" for n in range(11)]) == 400


def test_download_links_work_for_a_while(client: Client, clock: TravelClock):
    first = client.world.channels[0]
    clip = next(c for c in client.world.clips_of_channel(first.id) if c.portrait and not c.trouble)
    pairs = ("editor_id", first.id), ("broadcaster_id", first.id), ("clip_id", clip.slug)
    [row] = client.helix("clips/downloads", *pairs)[1]["data"]

    assert clip.sizes[clip.listed[0].name] == client("GET", row["landscape_download_url"]).size_bytes
    assert clip.portrait
    assert clip.sizes[clip.portrait.name] == client("GET", row["portrait_download_url"]).size_bytes
    assert client("GET", row["landscape_download_url"].partition("?")[0]).status == 404
    clock.advance(3601)
    assert client("GET", row["landscape_download_url"]).status == 403


def test_downloads_have_a_bucket_of_their_own(client: Client):
    first = client.world.channels[0]
    slug = client.world.clips_of_channel(first.id)[0].slug
    pairs = ("editor_id", first.id), ("broadcaster_id", first.id), ("clip_id", slug)

    assert [client.helix("clips/downloads", *pairs)[0] for _ in range(101)] == [200] * 100 + [429]
    assert client.helix("users", ("id", first.id))[0] == 200


def test_media_links_lead_back_here(client: Client):
    [row] = client.helix("clips", ("id", next(iter(client.world.clips))))[1]["data"]

    assert row["thumbnail_url"].startswith(f"{OWN}/")
    assert parse_qs(urlsplit(row["embed_url"]).query)["clip"] == [row["id"]]


def test_an_email_is_shown_to_its_owners_token_with_the_scope(client: Client):
    owner, other = client.world.channels[:2]
    unverified = next(user for user in client.world.users.values() if not user.email_verified)
    issue = client.world.tokens.issue_user
    scoped, _ = issue(client.world.app.client_id, owner.id, ("user:read:email",))
    silent, _ = issue(client.world.app.client_id, unverified.id, ("user:read:email",))
    both = client.helix("users", ("id", owner.id), ("id", other.id), token=scoped)[1]["data"]

    assert [user["email"] for user in both] == [owner.email, ""]
    assert client.helix("users", token=silent)[1]["data"][0]["email"] == ""
    assert "email" not in client.helix("users", ("id", owner.id))[1]["data"][0]


def test_an_app_learns_what_each_user_granted(client: Client):
    first, _, third = client.world.channels[:3]
    asked = [("user_id", first.id), ("user_id", third.id), ("user_id", "1")]
    user_token, _ = client.world.tokens.issue_user(client.world.app.client_id, first.id, ())
    status, body = client.helix("authorization/users", *asked)

    assert (status, [row["user_login"] for row in body["data"]]) == (200, [first.login])
    assert body["data"][0]["scopes"] == ["channel:manage:clips", "editor:manage:clips"]
    client.world.ledger.consent(client.world.app.client_id, third.id, ("chat:read",))
    assert client.helix("authorization/users", *asked)[1]["data"][1]["scopes"] == ["chat:read"]
    assert client.helix("authorization/users")[0] == 400
    assert client.helix("authorization/users", *asked, token=user_token) == (
        401,
        {"error": "Unauthorized", "status": 401, "message": "Must provide valid app token."},
    )


def test_what_was_granted_can_be_taken_back(client: Client):
    first = client.world.channels[0]
    clip = next(clip for clip in client.world.clips.values() if clip.broadcaster.id == first.id)
    asked = [("editor_id", first.id), ("broadcaster_id", first.id), ("clip_id", clip.slug)]

    assert client.helix("clips/downloads", *asked)[0] == 200
    client.world.ledger.disconnect(first.id, client.world.app.client_id)
    status, body = client.helix("clips/downloads", *asked)
    assert status == 401
    assert body["message"].startswith("Missing scope: ")
