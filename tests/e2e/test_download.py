from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import av
import pytest

from shell import Shell
from terminal import terminal
from twitchkit.simulator import Simulator
from twitchkit.simulator.world.clip import Clip, Era, Trouble


def media(simulator: Simulator) -> list[dict[str, Any]]:
    return [one for one in simulator.requests() if one["path"].endswith(".mp4") and one["method"] == "GET"]


def plays(path: Path) -> bool:
    with av.open(str(path), options={"err_detect": "explode"}) as container:
        return sum(1 for _ in container.decode(video=0)) > 0


def leftovers(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if ".part" in path.name or path.name.endswith(".new")]


def test_a_clip_becomes_a_file_that_plays_with_its_facts_beside_it(shell: Shell, healthy: list[Clip]) -> None:
    clip = healthy[0]

    done = shell("clip", "download", clip.slug, "--to", "clips", "--json")

    assert done.status == 0
    [row] = done.rows
    file = shell.folder / row["path"]
    assert (row["state"], row["slug"]) == ("kept", clip.slug)
    assert file.stat().st_size == row["size_bytes"]
    assert plays(file)
    facts = json.loads(file.with_suffix(".json").read_text())
    assert (facts["slug"], facts["title"], facts["view_count"]) == (clip.slug, clip.title, clip.views)
    assert leftovers(shell.folder / "clips") == []


def test_a_finished_file_is_never_fetched_again_whatever_its_title_says_now(
    shell: Shell, simulator: Simulator, healthy: list[Clip]
) -> None:
    slug = healthy[0].slug
    shell("clip", "download", slug, "--to", "clips")
    fetched = len(media(simulator))

    done = shell("clip", "download", slug, "--to", "clips", "--name", "another name {view_count}", "--json")

    assert (done.status, done.rows[0]["state"]) == (0, "skipped")
    assert len(media(simulator)) == fetched
    assert len(list((shell.folder / "clips").glob("*.mp4"))) == 1


def test_a_dozen_in_three_spellings_one_of_them_twice(shell: Shell, healthy: list[Clip]) -> None:
    slugs = [clip.slug for clip in healthy[:12]]
    spellings = ["https://clips.twitch.tv/{}", "https://www.twitch.tv/x/clip/{}?filter=clips", "{}"]
    addresses = [spellings[n % 3].format(slug) for n, slug in enumerate(slugs)]

    done = shell("clip", "download", *addresses, slugs[0], "--to", "clips", "--jobs", "4", "--json")

    assert done.status == 0
    assert sorted(row["slug"] for row in done.rows) == sorted(slugs)
    assert all(plays(shell.folder / row["path"]) for row in done.rows)
    assert "12 kept" in done.err


def test_a_cut_connection_goes_on_where_it_stopped(
    shell: Shell, simulator: Simulator, healthy: list[Clip]
) -> None:
    simulator.fault({"match": {"path": "*.mp4"}, "do": {"cut_after": 100_000}})

    done = shell("clip", "download", healthy[0].slug, "--to", "clips", "--json")

    [row] = done.rows
    assert (done.status, row["state"]) == (0, "kept")
    cut, resumed = media(simulator)
    held = int(resumed["range"].removeprefix("bytes=").removesuffix("-"))
    # What was written goes on at a block of the disk: less than one is asked for again.
    assert 100_000 - 4096 < held <= 100_000
    assert cut["status"] == 200
    assert row["bytes_fetched"] == row["size_bytes"] + 100_000 - held
    assert plays(shell.folder / row["path"])


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 503, "body": "", "headers": {"Retry-After": "0"}},
        {"status": 500, "body": ""},
        {"status": 429, "body": ""},
        {"reset": True},
        {"cut_after": 0},
        {"wrong_length": 1000},
        {"content": "html"},
        {"status": 403, "body": "<Error><Code>AccessDenied</Code></Error>"},
        {"status": 401, "body": ""},
    ],
)
def test_passing_trouble_at_the_media_host_costs_nothing(
    shell: Shell, simulator: Simulator, healthy: list[Clip], fault: dict[str, object]
) -> None:
    simulator.fault({"match": {"path": "*.mp4"}, "do": fault})

    done = shell("clip", "download", healthy[0].slug, "--to", "clips", "--json")

    assert (done.status, done.rows[0]["state"]) == (0, "kept")
    assert plays(shell.folder / done.rows[0]["path"])
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("fault", "code"), [({"content": "jpeg"}, "not-video"), ({"status": 403, "body": ""}, "link-refused")]
)
def test_trouble_that_stays_is_told_and_leaves_nothing_visible(
    shell: Shell, simulator: Simulator, healthy: list[Clip], fault: dict[str, object], code: str
) -> None:
    simulator.fault({"match": {"path": "*.mp4"}, "times": None, "do": fault})

    done = shell("clip", "download", healthy[0].slug, "--to", "clips", "--json")

    assert done.status == 5
    assert done.rows[0]["error"]["code"] == code
    assert list((shell.folder / "clips").glob("*.mp4")) == []
    assert list((shell.folder / "clips").glob("*.json")) == []


def test_a_missing_rendition_falls_back_and_says_so(shell: Shell, with_trouble: dict[Trouble, Clip]) -> None:
    done = shell("clip", "download", with_trouble[Trouble.TOP_MISSING].slug, "--to", "clips", "--json")

    assert (done.status, done.rows[0]["state"]) == (0, "kept")
    assert any("404" in note for note in done.rows[0]["notes"])


def test_the_summary_and_the_status_tell_the_truth(
    shell: Shell, healthy: list[Clip], with_trouble: dict[Trouble, Clip]
) -> None:
    unknown = "NoSuchClipEverMade-AAAAAAAAAAAAAAAA"
    shell("clip", "download", healthy[0].slug, "--to", "clips")

    mixed = shell(
        "clip",
        "download",
        healthy[0].slug,
        healthy[1].slug,
        unknown,
        with_trouble[Trouble.DEAD].slug,
        "--to",
        "clips",
    )
    gone = shell("clip", "download", unknown, "--to", "clips")

    assert mixed.status == 1
    for words in ("1 kept", "1 already there", "1 gone", "1 failed"):
        assert words in mixed.err
    assert gone.status == 3


def test_a_bad_address_stops_everything_before_it_starts(
    shell: Shell, simulator: Simulator, healthy: list[Clip]
) -> None:
    done = shell("clip", "download", healthy[0].slug, "https://www.twitch.tv/videos/1", "--to", "clips")

    assert done.status == 2
    assert media(simulator) == []


def test_names_follow_the_template_and_stay_inside(shell: Shell, healthy: list[Clip]) -> None:
    clip = healthy[0]

    done = shell(
        "clip", "download", clip.slug, "--to", "clips", "--name", "{channel}/{created_at:%Y}/{slug}", "--json"
    )
    refused = shell("clip", "download", clip.slug, "--to", "clips", "--name", "../{slug}")
    unknown = shell("clip", "download", clip.slug, "--to", "clips", "--name", "{colour}")

    parts = Path(done.rows[0]["path"]).parts
    assert parts[0] == "clips"
    assert parts[2:] == (f"{clip.created_at:%Y}", f"{clip.slug}.mp4")
    assert (refused.status, unknown.status) == (2, 2)
    assert "Fields are" in unknown.err


def test_a_file_that_is_in_the_way_is_never_overwritten(shell: Shell, healthy: list[Clip]) -> None:
    clips = shell.folder / "clips"
    clips.mkdir()
    (clips / "taken.mp4").write_bytes(b"mine")

    done = shell("clip", "download", healthy[0].slug, "--to", "clips", "--name", "taken", "--json")

    assert done.status == 0
    assert (clips / "taken.mp4").read_bytes() == b"mine"
    assert Path(done.rows[0]["path"]).name != "taken.mp4"


def test_a_thumbnail_beside_the_clip(shell: Shell, healthy: list[Clip]) -> None:
    clip = next(clip for clip in healthy if clip.era is Era.E)

    done = shell("clip", "download", clip.slug, "--to", "clips", "--thumbnails", "--json")

    image = (shell.folder / done.rows[0]["path"]).with_suffix(".jpg")
    assert image.read_bytes()[:3] == b"\xff\xd8\xff"


def test_a_target_that_is_a_file_is_told_before_anything_is_fetched(
    shell: Shell, simulator: Simulator, healthy: list[Clip]
) -> None:
    (shell.folder / "clips").write_text("not a folder")

    done = shell("clip", "download", healthy[0].slug, "--to", "clips")

    assert done.status in (1, 2)
    assert media(simulator) == []
    assert "Traceback" not in done.err


def test_the_rate_limit_is_said_in_people_s_units(shell: Shell, healthy: list[Clip]) -> None:
    assert shell("clip", "download", healthy[0].slug, "--to", "clips", "--limit-rate", "50M").status == 0
    assert shell("clip", "download", healthy[0].slug, "--limit-rate", "fast").status == 2


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo terminal")
@pytest.mark.parametrize("option", ["--thumbnails", "-v", "--json"])
def test_what_is_told_while_bars_are_drawn_stays_on_the_terminal(
    shell: Shell, simulator: Simulator, healthy: list[Clip], with_trouble: dict[Trouble, Clip], option: str
) -> None:
    dead = with_trouble[Trouble.DEAD].slug
    slugs = [dead, *(clip.slug for clip in healthy[:33])]

    with terminal(shell, "clip", "download", *slugs, "--to", "clips", option) as screen:
        assert screen.ended() == 5
    lines = screen.shown()
    together = "".join(lines)

    assert sum(line.startswith(f"{dead}: ") for line in lines) >= 1
    assert "33 kept, 1 failed" in together
    assert "of 34 clips" not in together
    if option == "-v":
        assert re.search(r"\d\d:\d\d:\d\d got a new app token", together)
    if option == "--json":
        assert [slug for slug in slugs if f'"slug":"{slug}"' not in together] == []
