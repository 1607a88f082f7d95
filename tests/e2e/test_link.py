from __future__ import annotations

import json
import urllib.error
import urllib.request

import pytest

from shell import Shell
from twitchkit.simulator import Simulator
from twitchkit.simulator.world.clip import Clip, Era, Trouble


def first_bytes(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=10) as answer:
        return answer.read(12)


def test_stdout_is_the_link_and_nothing_else(shell: Shell, healthy: list[Clip]) -> None:
    done = shell("clip", "link", f"https://clips.twitch.tv/{healthy[0].slug}")

    assert (done.status, done.err) == (0, "")
    [link] = done.out.splitlines()
    assert first_bytes(link)[4:8] == b"ftyp"


def test_no_credentials_are_needed_for_a_public_clip(shell: Shell, healthy: list[Clip]) -> None:
    without = ("TWITCH_CLIENT_ID", "TWITCH_CLIENT_SECRET")

    assert shell("clip", "link", healthy[0].slug, without=without).status == 0
    assert shell("clip", "info", healthy[0].slug, without=without).status == 0


def test_many_addresses_from_arguments_a_file_and_stdin(shell: Shell, healthy: list[Clip]) -> None:
    slugs = [clip.slug for clip in healthy[:3]]
    (shell.folder / "list.txt").write_text(f"# mine\n\nhttps://www.twitch.tv/clip/{slugs[2]}\n")

    done = shell("clip", "link", slugs[0], "-", "--from", "list.txt", "--json", stdin=f"{slugs[1]}\n")

    assert [row["slug"] for row in done.rows] == slugs


def test_a_quality_is_not_exceeded(shell: Shell, healthy: list[Clip]) -> None:
    clip = next(clip for clip in healthy if clip.listed[0].height == 1080 and len(clip.listed) > 2)

    [row] = shell("clip", "link", clip.slug, "--quality", "720", "--json").rows

    assert row["rendition"]["height"] == 720


def test_the_portrait_version_or_the_reason_why_not(shell: Shell, healthy: list[Clip]) -> None:
    upright = next(clip for clip in healthy if clip.portrait)
    flat = next(clip for clip in healthy if not clip.portrait)

    [row] = shell("clip", "link", upright.slug, "--portrait", "--json").rows
    refused = shell("clip", "link", flat.slug, "--portrait")

    assert row["rendition"]["portrait"] is True
    assert refused.status == 3
    assert "portrait" in refused.err


def test_a_missing_rendition_falls_back_and_says_so(shell: Shell, with_trouble: dict[Trouble, Clip]) -> None:
    clip = with_trouble[Trouble.TOP_MISSING]

    done = shell("clip", "link", clip.slug, "--json")

    assert done.status == 0
    assert done.rows[0]["rendition"]["height"] < clip.listed[0].height
    assert "404" in done.err


@pytest.mark.parametrize("trouble", [Trouble.NO_QUALITIES, Trouble.EMPTY_SOURCE])
def test_a_clip_without_listed_files_is_found_by_what_its_token_names(
    shell: Shell, with_trouble: dict[Trouble, Clip], trouble: Trouble
) -> None:
    done = shell("clip", "link", with_trouble[trouble].slug, "--source", "gql")

    assert done.status == 0
    assert first_bytes(done.out.strip())[4:8] == b"ftyp"


def test_a_clip_whose_file_is_lost_is_not_called_gone(
    shell: Shell, with_trouble: dict[Trouble, Clip]
) -> None:
    done = shell("clip", "link", with_trouble[Trouble.DEAD].slug)

    assert (done.status, done.out) == (5, "")
    assert "There is no clip" not in done.err
    assert "Traceback" not in done.err


def test_an_unknown_slug_is_gone(shell: Shell) -> None:
    done = shell("clip", "link", "NoSuchClipEverMade-AAAAAAAAAAAAAAAA")

    assert (done.status, done.out) == (3, "")
    assert "There is no clip" in done.err


def test_a_look_alike_is_refused_and_the_others_go_on(shell: Shell, healthy: list[Clip]) -> None:
    done = shell("clip", "link", "https://www.twitch.tv/videos/123456", healthy[0].slug)

    assert done.status == 2
    assert len(done.out.splitlines()) == 1
    assert "VOD" in done.err or "video" in done.err


def test_a_bad_line_in_a_list_is_told_with_its_number(shell: Shell) -> None:
    done = shell("clip", "link", "-", stdin="\nhttps://example.com/x\n")

    assert done.status == 2
    assert "line 2" in done.err


def test_the_thumbnail_rule_works_for_old_hosts_only(shell: Shell, healthy: list[Clip]) -> None:
    old = next(clip for clip in healthy if clip.era is Era.B)
    new = next(clip for clip in healthy if clip.era is Era.E)

    found = shell("clip", "link", old.slug, "--source", "thumbnail")
    refused = shell("clip", "link", new.slug, "--source", "thumbnail")

    assert found.status == 0
    assert first_bytes(found.out.strip())[4:8] == b"ftyp"
    assert refused.status != 0


def test_a_jpeg_named_mp4_is_no_link(shell: Shell, simulator: Simulator, healthy: list[Clip]) -> None:
    old = next(clip for clip in healthy if clip.era is Era.B)
    simulator.fault({"match": {"path": "*.mp4"}, "times": None, "do": {"content": "jpeg"}})

    done = shell("clip", "link", old.slug, "--source", "thumbnail")

    assert (done.status, done.out) == (5, "")
    assert "JPEG" in done.err


def test_the_official_source_for_who_may(shell: Shell, simulator: Simulator, healthy: list[Clip]) -> None:
    owner = simulator.users[0]
    theirs = next(clip for clip in healthy if clip.broadcaster.id == owner.id)

    [row] = shell("clip", "link", theirs.slug, "--editor", owner.id, "--json").rows

    assert row["source"] == "downloads"
    assert first_bytes(row["url"])[4:8] == b"ftyp"


def test_the_official_source_for_who_may_not_gives_way(
    shell: Shell, simulator: Simulator, healthy: list[Clip]
) -> None:
    owner = simulator.users[0]
    editable = {owner.id, *owner.edits}
    foreign = next(clip for clip in healthy if clip.broadcaster.id not in editable)

    done = shell("clip", "link", foreign.slug, "--editor", owner.id, "--json")

    assert done.rows[0]["source"] == "gql"


def test_info_has_the_fields_of_the_library(shell: Shell, healthy: list[Clip]) -> None:
    clip = healthy[0]

    shown, [row] = shell("clip", "info", clip.slug).out, shell("clip", "info", clip.slug, "--json").rows

    assert (row["id"], row["title"], row["view_count"]) == (clip.slug, clip.title, clip.views)
    assert clip.slug in shown


@pytest.mark.parametrize("fault", [{"status": 503, "body": ""}, {"reset": True}, {"content": "html"}])
def test_trouble_at_the_player_is_waited_out_or_told(
    shell: Shell, simulator: Simulator, healthy: list[Clip], fault: dict[str, object]
) -> None:
    simulator.fault({"match": {"path": "/gql"}, "do": fault})

    done = shell("clip", "link", healthy[0].slug, "--source", "gql")

    assert done.status == (5 if "content" in fault else 0)
    assert "Traceback" not in done.err


def test_the_integrity_check_is_answered_with_another_client_id(
    shell: Shell, simulator: Simulator, healthy: list[Clip]
) -> None:
    refusal = {
        "errors": [{"message": "failed integrity check"}],
        "data": {"clip": None},
        "extensions": {"challenge": {"type": "integrity"}},
    }
    simulator.fault({"match": {"path": "/gql"}, "do": {"json": [refusal]}})

    assert shell("clip", "link", healthy[0].slug).status == 0


def test_an_error_in_json_stays_off_stdout(shell: Shell) -> None:
    done = shell("clip", "link", "NoSuchClipEverMade-AAAAAAAAAAAAAAAA", "--json")

    assert done.out == ""
    assert json.loads(done.err)["error"]["code"] == "clip-gone"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_a_list_is_read_as_editors_and_shells_write_it(
    shell: Shell, healthy: list[Clip], encoding: str
) -> None:
    mark = "\ufeff" if encoding == "utf-16-le" else ""
    slugs = [clip.slug for clip in healthy[:2]]
    (shell.folder / "list.txt").write_bytes(
        (mark + "\r\n".join(["# Beste Clips für später", *slugs])).encode(encoding)
    )

    done = shell("clip", "link", "--from", "list.txt")

    assert (done.status, len(done.out.split())) == (0, 2)


def test_a_list_that_is_no_text_is_told_with_the_remedy(shell: Shell) -> None:
    (shell.folder / "list.txt").write_bytes("später".encode("latin-1"))

    done = shell("clip", "link", "--from", "list.txt")

    assert (done.status, "Save it as UTF-8" in done.err) == (2, True)
