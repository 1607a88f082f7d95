"""GraphQL: three client shapes, nulls and refusals."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest

from twitchkit.simulator import Quirks
from twitchkit.simulator.gql.persisted import OPERATIONS
from twitchkit.simulator.world import Clip, TravelClock, Trouble
from unit.simulator.asking import OWN, Client

Pick = Callable[[Callable[[Clip], bool]], Clip]
ONE_CALL = """query($slug: ID!) { clip(slug: $slug) {
  slug title createdAt durationSeconds viewCount language thumbnailURL
  broadcaster { id login displayName } curator { id login displayName } game { id name } video { id }
  videoOffsetSeconds videoQualities { quality frameRate sourceURL }
  assets { aspectRatio thumbnailURL portraitMetadata { portraitClipLayout }
           videoQualities { quality frameRate width height bitrate codecs sourceURL } }
  playbackAccessToken(params: {platform: "web", playerBackend: "mediaplayer", playerType: "site"}) {
    signature value }
} }"""


def persisted(operation: str, start: str, **variables: object) -> dict[str, object]:
    extensions = {"persistedQuery": {"version": 1, "sha256Hash": start + "0" * (64 - len(start))}}
    return {"operationName": operation, "variables": variables, "extensions": extensions}


def clip_of(client: Client, clip: Clip) -> dict[str, Any]:
    status, body = client.gql({"query": ONE_CALL, "variables": {"slug": clip.slug}})
    assert status == 200
    assert "errors" not in body
    return body["data"]["clip"]


def test_one_call_tells_all_about_a_clip(client: Client, pick: Pick):
    clip = pick(
        lambda clip: bool(clip.portrait and clip.curator and clip.video and clip.game and not clip.trouble)
    )
    found = clip_of(client, clip)

    assert clip.title == found["title"]
    assert int(clip.duration_s) == found["durationSeconds"]
    assert found["language"].isupper()
    heights = [int(quality["quality"]) for quality in found["videoQualities"]]
    assert sorted(heights, reverse=True) == heights
    assert [asset["aspectRatio"] for asset in found["assets"]] == [16 / 9, 0.5625]
    assert found["videoQualities"][0]["sourceURL"].startswith(f"{OWN}/d1ndex63qxojbr.cloudfront.net/nauth/")


def test_the_token_says_what_captures_say(client: Client, pick: Pick, clock: TravelClock):
    clip = pick(lambda clip: not clip.trouble)
    token = clip_of(client, clip)["playbackAccessToken"]
    value = json.loads(token["value"])

    assert list(value) == [
        "authorization",
        "clip_uri",
        "clip_slug",
        "device_id",
        "expires",
        "user_id",
        "version",
    ]
    assert value["authorization"] == {"forbidden": False, "reason": ""}
    assert (clip.slug, None, "", 3) == (
        value["clip_slug"],
        value["device_id"],
        value["user_id"],
        value["version"],
    )
    assert value["expires"] - int(clock.now().timestamp()) == 20 * 3600
    assert len(token["signature"]) == 40


def test_nulls_are_where_twitch_has_them(client: Client, pick: Pick):
    assert clip_of(client, pick(lambda clip: clip.curator is None))["curator"] is None
    assert clip_of(client, pick(lambda clip: clip.broadcaster.deleted))["broadcaster"] is None
    assert clip_of(client, pick(lambda clip: clip.video is None))["video"] is None
    assert clip_of(client, pick(lambda clip: clip.trouble is Trouble.NO_QUALITIES))["videoQualities"] is None
    empty = clip_of(client, pick(lambda clip: clip.trouble is Trouble.EMPTY_SOURCE))["videoQualities"]
    assert {""} == {quality["sourceURL"] for quality in empty}
    dead = clip_of(client, pick(lambda clip: clip.dead))["videoQualities"][0]
    assert dead["sourceURL"].startswith(f"{OWN}/production.assets.clips.twitchcdn.net/")


def test_files_have_one_shape_in_both_lists(client: Client, pick: Pick):
    fields = "__typename quality width height bitrate codecs videoCodec duration"
    clip = pick(lambda clip: bool(clip.portrait and len(clip.listed) > 1 and not clip.trouble))
    text = f"""{{ clip(slug: "{clip.slug}") {{ videoQualities {{ {fields} }}
      assets {{ portraitMetadata {{ __typename }} videoQualities {{ {fields} }} }} }} }}"""
    found = client.gql({"query": text})[1]["data"]["clip"]

    lowest = found["videoQualities"][-1]
    assert lowest == found["assets"][0]["videoQualities"][-1]
    assert (lowest["__typename"], lowest["bitrate"], lowest["codecs"]) == ("ClipVideoQuality", 0, "")
    assert (lowest["videoCodec"], lowest["duration"]) == ("AVC", None)
    assert found["assets"][1]["portraitMetadata"]["__typename"] == "PortraitClipCropping"


def test_a_clip_page_has_what_captures_have(client: Client, pick: Pick):
    clip = pick(lambda clip: bool(clip.curator and clip.portrait and not clip.broadcaster.deleted))
    found = client.gql(persisted("ShareClipRenderStatus", "0a02bb97", slug=clip.slug))[1]["data"]["clip"]

    expected = {"isAutoCurated", "champBadge", "broadcast", "isViewerEditRestricted", "suggestedCropping"}
    assert expected | {"rawMediaKey", "rawMediaRelativeOffset"} <= set(found)
    assert {"primaryColorHex", "stream", "lastBroadcast", "self"} <= set(found["broadcaster"])
    assert found["assets"][1]["curator"]["login"] == clip.curator.login if clip.curator else False
    assert found["curator"]["profileImageURL"].endswith("-50x50.png")


def test_hevc_is_among_the_assets_alone(client: Client, pick: Pick):
    found = clip_of(client, pick(lambda clip: clip.landscape[0].codec == "hevc" and not clip.trouble))

    assert "1440" not in {quality["quality"] for quality in found["videoQualities"]}
    best = found["assets"][0]["videoQualities"][0]
    assert (best["quality"], best["width"], best["height"]) == ("1440", 2560, 1440)
    assert best["codecs"].startswith("hvc1.")


@pytest.mark.parametrize("slug", ["", "Unknown", "x" * 5000, "💥"])
def test_an_unknown_slug_is_null_without_errors(client: Client, slug: str):
    status, body = client.gql({"query": ONE_CALL, "variables": {"slug": slug}})

    assert (status, body["data"]) == (200, {"clip": None})
    assert "errors" not in body
    assert 20 <= body["extensions"]["durationMilliseconds"] <= 84


@pytest.mark.parametrize("operation", [name for name in OPERATIONS if not name.startswith("ClipsCards")])
def test_every_hash_of_an_operation_is_known(client: Client, operation: str):
    slug = next(iter(client.world.clips))

    for start in OPERATIONS[operation].hashes:
        body = client.gql(persisted(operation, start, slug=slug, platform="web"))[1]
        assert body["data"]["clip"]["playbackAccessToken"]["signature"]
        assert body["data"]["clip"]["__typename"] == "Clip"


def test_a_hash_needs_no_name_beside_it(client: Client):
    slug = next(iter(client.world.clips))
    request = persisted("", "36b89d25", slug=slug)
    del request["operationName"]

    assert client.gql(request)[1]["data"]["clip"]["videoQualities"]


@pytest.mark.parametrize("start", ["9bfcc017", "ffffffff", ""])
def test_a_stale_hash_is_not_found_with_status_200(client: Client, start: str):
    status, body = client.gql(persisted("VideoAccessToken_Clip", start, slug="x"))

    assert status == 200
    assert body["errors"] == [{"message": "PersistedQueryNotFound"}]
    assert "data" not in body


def test_a_list_answers_a_list(client: Client):
    slugs = list(client.world.clips)[:34]
    operations = [{"query": ONE_CALL, "variables": {"slug": slug}} for slug in slugs]
    stale = persisted("ShareClipRenderStatus", "00000000", slug="x")
    body = client.gql([*operations, stale])[1]

    assert slugs == [result["data"]["clip"]["slug"] for result in body[:34]]
    assert body[34]["errors"][0]["message"] == "PersistedQueryNotFound"


def test_a_list_holds_35_at_most(client: Client):
    operation = {"query": ONE_CALL, "variables": {"slug": "x"}}

    assert client.gql([operation] * 35)[0] == 200
    assert client.gql([operation] * 36)[0] == 400


def test_a_wrong_client_id_is_a_bad_request(client: Client):
    expected = {"error": "Bad Request", "status": 400, "message": 'The "Client-ID" header is invalid.'}

    assert (400, expected) == client.gql({"query": "{__typename}"}, client_id="wrong")


@pytest.mark.parametrize(("operation", "start"), [("User", "1cd671bf"), ("Game", "cc149769")])
def test_a_listing_takes_the_web_pages_criteria(client: Client, operation: str, start: str):
    channel, game = client.world.channels[0], next(iter(client.world.games.values()))
    criteria = {"filter": "ALL_TIME", "languages": ["EN"], "shouldFilterByDiscoverySetting": True}
    variables = {"login": channel.login, "categorySlug": game.slug, "limit": 1, "criteria": criteria}
    body = client.gql(persisted(f"ClipsCards__{operation}", start, cursor=None, **variables))[1]

    clips = (body["data"].get("user") or body["data"].get("game"))["clips"]
    assert "errors" not in body
    assert {edge["node"]["language"] for edge in clips["edges"]} <= {"EN"}


def test_a_listing_is_walked_by_its_last_cursor(client: Client):
    channel = client.world.channels[0]
    seen: list[str] = []
    cursor: str | None = None
    while True:
        variables = {
            "login": channel.login,
            "limit": 20,
            "criteria": {"filter": "ALL_TIME"},
            "cursor": cursor,
        }
        clips = client.gql([persisted("ClipsCards__User", "1cd671bf", **variables)])[1][0]["data"]["user"][
            "clips"
        ]
        seen += [edge["node"]["slug"] for edge in clips["edges"]]
        assert {None} >= {edge["cursor"] for edge in clips["edges"][:-1]}
        cursor = clips["edges"][-1]["cursor"]
        if not clips["pageInfo"]["hasNextPage"]:
            break
        assert len(seen) == int(base64.b64decode(cursor))

    assert [clip.slug for clip in client.world.clips_of_channel(channel.id)] == seen
    assert not cursor


def test_listings_refuse_what_twitch_refuses(client: Client):
    login = client.world.channels[0].login

    def errors(arguments: str) -> list[str]:
        text = f'{{user(login:"{login}"){{clips({arguments}){{edges{{cursor}}}}}}}}'
        return [error["message"] for error in client.gql({"query": text})[1].get("errors", [])]

    assert errors("first: 100, criteria: {sort: TRENDING, period: LAST_WEEK}") == []
    assert errors("criteria: {sort: CREATED_AT_DESC}") == ["service error"]
    assert errors('criteria: {gameID: "1"}') == ["service error"]
    assert len(errors("first: 101")) == 1
    assert errors('after: "x"') == ["invalid cursor"]
    assert client.gql({"query": '{user(login:"nobody"){id}}'})[1]["data"] == {"user": None}


def test_a_games_clips_are_listed_by_its_slug(client: Client):
    game = next(iter(client.world.games.values()))
    variables = {"categorySlug": game.slug, "limit": 5, "criteria": {"filter": "ALL_TIME"}}
    body = client.gql(persisted("ClipsCards__Game", "cc149769", **variables))[1]

    expected = [clip.slug for clip in client.world.clips_of_game(game.id)[:5]]
    assert expected == [edge["node"]["slug"] for edge in body["data"]["game"]["clips"]["edges"]]


def test_every_hash_may_have_gone_stale(client: Client):
    client.world.ledger.quirks = Quirks(hashes_rotated=True)
    slug = next(iter(client.world.clips))

    stale = client.gql(persisted("VideoAccessToken_Clip", "993d9a51", slug=slug))[1]
    assert stale["errors"] == [{"message": "PersistedQueryNotFound"}]
    assert client.gql({"query": ONE_CALL, "variables": {"slug": slug}})[1]["data"]["clip"]["slug"] == slug


def test_a_listing_may_be_challenged(client: Client):
    client.world.ledger.quirks = Quirks(integrity_check=True)
    login = client.world.channels[0].login
    status, body = client.gql({"query": f'{{user(login:"{login}"){{login clips{{edges{{cursor}}}}}}}}'})

    assert (status, body["data"]) == (200, {"user": {"login": login, "clips": None}})
    assert body["errors"] == [{"message": "failed integrity check", "path": ["user", "clips"]}]
    assert body["extensions"]["challenge"] == {"type": "integrity"}


def test_a_token_may_say_that_it_is_forbidden(client: Client):
    client.world.ledger.quirks = Quirks(forbidden=True)
    clip = clip_of(client, next(iter(client.world.clips.values())))

    assert json.loads(clip["playbackAccessToken"]["value"])["authorization"]["forbidden"] is True
