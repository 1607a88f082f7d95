"""An archive from end to end: synced, stopped, gone on with, and in trouble."""

from __future__ import annotations

import contextlib
import csv
import json
import os
import random
import signal
import sqlite3
import subprocess
from pathlib import Path

import pytest

from shell import Ended, Shell
from twitchkit.catalogue import Catalogue, Entry
from twitchkit.simulator import Simulator
from twitchkit.simulator.world.clip import Clip


@pytest.fixture
def login(simulator: Simulator) -> str:
    return simulator.users[0].login


@pytest.fixture
def truth(simulator: Simulator) -> dict[str, Clip]:
    """The channel's clips."""
    return {
        slug: clip for slug, clip in simulator.world.clips.items() if clip.broadcaster == simulator.users[0]
    }


def entries(folder: Path) -> dict[str, Entry]:
    with Catalogue.read(folder) as catalogue:
        return {entry.slug: entry for entry in catalogue.entries()}


def agree(folder: Path) -> None:
    """The catalogue and the disk say the same."""
    kept = {entry.path: entry.size_bytes for entry in entries(folder).values() if entry.state == "kept"}
    files = {path.relative_to(folder).as_posix(): path.stat().st_size for path in folder.rglob("*.mp4")}
    assert kept == files


def listings(simulator: Simulator) -> int:
    return sum(one["path"] == "/helix/clips" for one in simulator.requests())


def report(ended: Ended) -> dict[str, object]:
    return ended.rows[-1]["report"]


def test_a_channel_is_kept_whole_and_the_next_time_only_what_is_new(
    shell: Shell, simulator: Simulator, login: str, truth: dict[str, Clip]
) -> None:
    first = shell("archive", "sync", login, "--to", "a", "--json")
    asked = listings(simulator)
    second = shell("archive", "sync", login, "--to", "a")

    archive = entries(shell.folder / "a")
    healthy = {slug for slug, clip in truth.items() if clip.trouble is None}
    assert set(archive) == set(truth)
    assert {slug for slug, entry in archive.items() if entry.state == "kept"} >= healthy
    assert report(first)["kept"] == sum(entry.state == "kept" for entry in archive.values())
    assert {slug: entry.clip.title for slug, entry in archive.items()} == {
        slug: clip.title for slug, clip in truth.items()
    }
    assert all(entry.sha256 for entry in archive.values() if entry.state == "kept")
    agree(shell.folder / "a")
    assert "nothing to fetch" in second.err
    assert listings(simulator) - asked < 10


def test_what_changed_at_twitch_changes_in_the_archive(
    shell: Shell, simulator: Simulator, login: str, truth: dict[str, Clip]
) -> None:
    slugs = sorted(truth, key=lambda slug: truth[slug].created_at)
    shell("archive", "sync", login, "--to", "a", "--top", "1")
    before = entries(shell.folder / "a")[slugs[0]]
    world = simulator.world.clips
    from dataclasses import replace

    world[slugs[0]] = replace(world[slugs[0]], views=world[slugs[0]].views + 5, title="retitled for good")

    shell("archive", "sync", login, "--to", "a", "--top", "1")

    after = entries(shell.folder / "a")[slugs[0]]
    assert after.clip.title == "retitled for good"
    assert after.clip.view_count == before.clip.view_count + 5
    with Catalogue.read(shell.folder / "a") as catalogue:
        assert len(catalogue.views(slugs[0])) == 2
    found = shell("archive", "search", "a", "retitled", "--json")
    assert [row["slug"] for row in found.rows] == [slugs[0]]


def test_filters_choose_and_a_wider_one_fetches_the_rest(
    shell: Shell, login: str, truth: dict[str, Clip]
) -> None:
    healthy = {slug: clip for slug, clip in truth.items() if clip.trouble is None}
    few = {slug for slug, clip in healthy.items() if clip.views >= 50 and clip.duration_s <= 30}
    some = {slug for slug, clip in healthy.items() if clip.views >= 50}

    shell("archive", "sync", login, "--to", "a", "--min-views", "50", "--where", "duration <= 30")
    kept = {slug for slug, entry in entries(shell.folder / "a").items() if entry.state == "kept"}
    assert kept & set(healthy) == few
    shell("archive", "sync", login, "--to", "a", "--min-views", "50")
    kept = {slug for slug, entry in entries(shell.folder / "a").items() if entry.state == "kept"}
    assert kept & set(healthy) == some


def test_the_most_viewed_of_a_game(shell: Shell, simulator: Simulator) -> None:
    games = [clip.game for clip in simulator.world.clips.values() if clip.game]
    game = max(games, key=games.count)
    of_game = [clip for clip in simulator.world.clips.values() if clip.game == game]
    best = sorted(of_game, key=lambda clip: clip.views, reverse=True)[:3]

    done = shell("archive", "sync", "--game", game.name.upper(), "--to", "a", "--top", "3", "--json")

    states = {slug: entry.state for slug, entry in entries(shell.folder / "a").items()}
    assert set(states) == {clip.slug for clip in of_game}
    wanted = {slug for slug, state in states.items() if state != "known"}
    assert sorted(simulator.world.clips[slug].views for slug in wanted) == sorted(clip.views for clip in best)
    assert report(done)["listings"][0]["wanted"] == 3  # type: ignore[index]


def test_kill_after_kill_nothing_is_lost_and_nothing_comes_twice(
    shell: Shell, simulator: Simulator, login: str, truth: dict[str, Clip]
) -> None:
    archive = shell.folder / "a"
    dice = random.Random(1)
    simulator.fault({"match": {"path": "*.mp4"}, "times": None, "do": {"trickle": 300_000}})
    for _ in range(8):
        running = shell.start("archive", "sync", login, "--to", "a", "--jobs", "4")
        with contextlib.suppress(subprocess.TimeoutExpired):
            running.communicate(timeout=0.5 + dice.random())
        running.send_signal(signal.SIGKILL)
        running.communicate()
    simulator.clear()
    before = {path: path.stat().st_mtime_ns for path in archive.glob("*.mp4")}

    shell("archive", "sync", login, "--to", "a")

    agree(archive)
    kept = {slug for slug, entry in entries(archive).items() if entry.state == "kept"}
    assert kept >= {slug for slug, clip in truth.items() if clip.trouble is None}
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert [path for path in archive.rglob("*") if ".part" in path.name] == []


def test_a_second_sync_leaves_saying_who_holds_the_archive_or_waits(
    shell: Shell, simulator: Simulator, login: str
) -> None:
    simulator.fault({"match": {"path": "*.mp4"}, "times": None, "do": {"trickle": 20_000}})
    first = shell.start("archive", "sync", login, "--to", "a", "--top", "2")
    holder = shell.folder / "a" / ".twitchkit" / "holder.json"
    while not (shell.folder / "a").is_dir() or not list((shell.folder / "a").glob("*.part")):
        assert first.poll() is None

    second = shell("archive", "sync", login, "--to", "a")
    status = shell("archive", "status", "a", "--json")
    simulator.clear()
    third = shell("archive", "sync", login, "--to", "a", "--top", "2", "--wait")

    assert (second.status, "archive-busy" in shell("archive", "status", "a").err) == (75, False)
    assert f"process {first.pid} on" in second.err
    assert status.rows[0]["holder"]["pid"] == first.pid
    assert (third.status, first.wait(), holder.exists()) == (0, 0, False)
    first.communicate()


def test_a_disk_that_is_full_stops_it_and_the_next_sync_goes_on(
    shell: Shell, login: str, truth: dict[str, Clip]
) -> None:
    program = (
        "import shutil, sys\n"
        "from twitchkit.media import room\n"
        "usage = shutil._ntuple_diskusage(10**9, 0, room.SPARE_BYTES + 50_000)\n"
        "room.shutil.disk_usage = lambda path: usage\n"
        "from twitchkit.cli.entry import main\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    (shell.folder / "full.py").write_text(program)
    command = shell.command("archive", "sync", login, "--to", "a")
    full = subprocess.run(
        [command[0], str(shell.folder / "full.py"), *command[3:]],
        cwd=shell.folder,
        env=shell.environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert full.returncode == 1
    assert "No space left" in full.stderr
    assert "Traceback" not in full.stderr
    states = {entry.state for entry in entries(shell.folder / "a").values()}
    assert states <= {"wanted", "kept", "known"}
    shell("archive", "sync", login, "--to", "a")
    kept = {slug for slug, entry in entries(shell.folder / "a").items() if entry.state == "kept"}
    assert kept >= {slug for slug, clip in truth.items() if clip.trouble is None}


def test_a_token_that_dies_in_mid_sync_keeps_what_is_there(
    shell: Shell, simulator: Simulator, login: str, truth: dict[str, Clip]
) -> None:
    simulator.fault(
        {
            "match": {"path": "/helix/clips"},
            "nth": 1,
            "times": None,
            "do": {
                "status": 401,
                "json": {"error": "Unauthorized", "status": 401, "message": "Invalid OAuth token"},
            },
        }
    )

    done = shell("archive", "sync", login, "--to", "a")

    assert done.status == 4
    assert "Traceback" not in done.err
    simulator.clear()
    assert shell("archive", "sync", login, "--to", "a").status in (0, 1, 5)
    agree(shell.folder / "a")
    assert set(entries(shell.folder / "a")) == set(truth)


def test_a_channel_that_cannot_be_listed_does_not_stop_the_others(shell: Shell, simulator: Simulator) -> None:
    one, other = simulator.users[:2]
    simulator.fault(
        {
            "match": {"path": "/helix/clips", "query": {"broadcaster_id": one.id}},
            "times": None,
            "do": {"status": 500, "body": ""},
        }
    )

    done = shell("archive", "sync", one.login, other.login, "--to", "a", "--top", "2", "--json")

    listed = {row["name"]: row["error"] for row in report(done)["listings"]}  # type: ignore[union-attr]
    assert listed == {one.login: "server-trouble", other.login: None}
    assert done.status == 5
    simulator.clear()
    assert shell("archive", "sync", one.login, "--to", "a", "--top", "2").status == 0


def test_a_channel_that_twitch_has_not_does_not_stop_the_others(shell: Shell, simulator: Simulator) -> None:
    login = simulator.users[0].login

    done = shell("archive", "sync", "nosuchchannel", "no-name", login, "--to", "a", "--top", "2", "--json")
    alone = shell("archive", "sync", "nosuchchannel", "--to", "b")

    listed = {row["name"]: row["error"] for row in report(done)["listings"]}  # type: ignore[union-attr]
    assert listed == {"nosuchchannel": "unknown-channel", "no-name": "unknown-channel", login: None}
    assert (done.status, len(list((shell.folder / "a").glob("*.mp4")))) == (3, 2)
    assert (alone.status, "nosuchchannel" in alone.err) == (3, True)
    assert not (shell.folder / "b").exists()


def test_a_channel_that_was_renamed_is_found_by_its_id(shell: Shell, simulator: Simulator) -> None:
    one, other = simulator.users[:2]
    shell("archive", "sync", one.login, other.login, "--to", "a", "--top", "2")
    nobody = {"status": 200, "body": '{"data": []}', "headers": {"content-type": "application/json"}}
    simulator.fault(
        {"match": {"path": "/helix/users", "query": {"login": one.login}}, "times": None, "do": nobody}
    )

    for channels in ([one.login], [one.login, "nosuchchannel"]):
        again = shell("archive", "sync", *channels, "--to", "a", "--top", "2", "--json")
        listed = {row["name"]: row["error"] for row in report(again)["listings"]}  # type: ignore[union-attr]
        assert listed.pop(one.login) is None
        assert list(listed.values()) == ["unknown-channel"] * (len(channels) - 1)
        assert again.status == 3 * (len(channels) - 1)
    game = shell("archive", "sync", "--game", one.login, "--to", "a")
    assert (game.status, "no game" in game.err) == (3, True)


def test_a_channel_is_taken_by_its_address(shell: Shell, simulator: Simulator) -> None:
    login = simulator.users[0].login

    done = shell("archive", "sync", f"https://www.twitch.tv/{login.upper()}/clips", "--to", "a", "--top", "1")

    assert (done.status, f"{login}:" in done.err) == (0, True)


def test_an_empty_catalogue_is_told_and_made_anew(shell: Shell, login: str, truth: dict[str, Clip]) -> None:
    shell("archive", "sync", login, "--to", "a")
    (shell.folder / "a" / ".twitchkit" / "catalogue.db").write_bytes(b"")

    done = shell("archive", "sync", login, "--to", "a")

    assert "was empty" in done.err
    assert set(entries(shell.folder / "a")) == set(truth)
    agree(shell.folder / "a")


def test_a_damaged_catalogue_is_told_and_made_anew(shell: Shell, login: str, truth: dict[str, Clip]) -> None:
    shell("archive", "sync", login, "--to", "a")
    file = shell.folder / "a" / ".twitchkit" / "catalogue.db"
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + random.Random(1).randbytes(len(whole) - 4096))

    status = shell("archive", "status", "a")
    done = shell("archive", "sync", login, "--to", "a")

    assert (status.status, "is damaged" in status.err) == (1, True)
    assert "is damaged" in done.err
    assert set(entries(shell.folder / "a")) == set(truth)
    agree(shell.folder / "a")
    assert list(file.parent.glob("catalogue.damaged-*.db"))


def test_a_catalogue_of_a_newer_version_is_refused(shell: Shell, simulator: Simulator, login: str) -> None:
    shell("archive", "sync", login, "--to", "a", "--top", "1")
    connection = sqlite3.connect(shell.folder / "a" / ".twitchkit" / "catalogue.db")
    connection.execute("PRAGMA user_version=7")
    connection.close()

    for command in (("sync", login, "--to", "a"), ("status", "a"), ("list", "a"), ("search", "a", "x")):
        done = shell("archive", *command)
        assert (done.status, "newer twitchkit" in done.err) == (1, True)


def test_a_clip_that_twitch_deletes_is_gone_after_the_second_word(
    shell: Shell, simulator: Simulator, login: str, truth: dict[str, Clip]
) -> None:
    shell("archive", "sync", login, "--to", "a", "--min-views", "100000000")
    slug = next(slug for slug, clip in truth.items() if clip.trouble is None)
    simulator.world.clips.pop(slug)

    shell("archive", "sync", login, "--to", "a", "--top", "1")

    # One word is heard; nothing is certain within the hour.
    assert entries(shell.folder / "a")[slug].state in ("known", "failed")


def test_answers_are_json_csv_or_a_table(shell: Shell, login: str) -> None:
    shell("archive", "sync", login, "--to", "a", "--top", "3")

    rows = shell("archive", "list", "a", "--state", "kept", "--sort", "views", "--json").rows
    table = shell("archive", "list", "a", "--state", "kept", "--limit", "2").out.splitlines()
    sheet = shell("archive", "list", "a", "--state", "kept", "--csv").out.splitlines()
    status = json.loads(shell("archive", "status", "a", "--json").out)

    assert [row["view_count"] for row in rows] == sorted((row["view_count"] for row in rows), reverse=True)
    assert (len(rows), len(table), len(sheet)) == (3, 2, 4)
    assert sheet[0].startswith("slug,id,url")
    assert {row["is_featured"] for row in csv.DictReader(sheet)} <= {"true", "false"}
    assert status["counts"]["kept"] == 3
    assert shell("archive", "search", "a", "zzzzzz").status == 3
    assert shell("archive", "list", "a", "--where", "views > 3").status == 2
    assert shell("archive", "sync").status == 2


@pytest.mark.parametrize("hours", [-30_000, -26, -5, 5, 30_000])
def test_a_wrong_clock_misses_nothing_and_is_told(
    shell: Shell, simulator: Simulator, login: str, hours: int
) -> None:
    program = (
        "import sys\n"
        "from datetime import UTC, datetime, timedelta\n"
        "from twitchkit.client.system import SystemClock\n"
        f"SystemClock.now = lambda self: datetime.now(UTC) + timedelta(hours={hours})\n"
        "from twitchkit.cli.entry import main\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    (shell.folder / "wrong.py").write_text(program)

    def sync(*more: str) -> subprocess.CompletedProcess[str]:
        command = shell.command("archive", "sync", login, "--to", "a", "--where", "slug = x", *more)
        return subprocess.run(
            [command[0], str(shell.folder / "wrong.py"), *command[3:]],
            cwd=shell.folder,
            env=shell.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    first_new = simulator.make_clip(login)
    first = sync()
    second_new = simulator.make_clip(login)
    asked = listings(simulator)
    second = sync("--json")

    known = {slug for slug, clip in simulator.world.clips.items() if clip.broadcaster.login == login}
    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert {first_new.slug, second_new.slug} <= set(entries(shell.folder / "a")) == known
    assert f"{'behind' if hours < 0 else 'ahead of'} Twitch's" in first.stderr
    assert json.loads(second.stdout)["report"]["clock_off_s"] == pytest.approx(-hours * 3600, abs=5)
    assert listings(simulator) - asked < 20


def test_a_clock_that_is_right_is_not_spoken_of(shell: Shell, login: str) -> None:
    assert "clock" not in shell("archive", "sync", login, "--to", "a", "--top", "1").err


def test_watching_fetches_what_comes_until_it_is_interrupted(
    shell: Shell, simulator: Simulator, login: str
) -> None:
    watching = shell.start("archive", "sync", login, "--to", "a", "--where", "title = later", "--watch", "1s")
    assert watching.stderr
    for line in watching.stderr:
        if line.startswith("Next at"):
            break
    fresh = simulator.make_clip(login, title="later")
    while not list((shell.folder / "a").glob(f"*{fresh.slug}*.mp4")):
        assert watching.poll() is None
        assert watching.stderr.readline()
    watching.send_signal(signal.SIGINT)
    _, told = watching.communicate(timeout=30)

    assert (watching.returncode, "Traceback" in told) == (130, False)
    agree(shell.folder / "a")
    assert shell("archive", "status", "a", "--json").rows[0]["holder"] is None


REVOKED = {"error": "Unauthorized", "status": 401, "message": "Invalid OAuth token"}


def test_a_token_that_is_revoked_in_mid_sync_is_replaced(
    shell: Shell, simulator: Simulator, login: str, truth: dict[str, Clip]
) -> None:
    revoked = {"status": 401, "json": REVOKED}
    simulator.fault({"match": {"path": "/helix/clips"}, "nth": 1, "times": 1, "do": revoked})

    done = shell("archive", "sync", login, "--to", "a", "--quality", "worst")

    assert done.status == 0, done.err
    assert set(entries(shell.folder / "a")) == set(truth)
    assert sum(one["path"] == "/oauth2/token" for one in simulator.requests()) == 2


def test_an_app_that_is_refused_in_mid_sync_says_what_to_do_and_goes_on_later(
    shell: Shell, simulator: Simulator, login: str, truth: dict[str, Clip]
) -> None:
    refused = {"status": 403, "json": {"status": 403, "message": "invalid client secret"}}
    shell("archive", "sync", login, "--to", "a", "--top", "2", "--quality", "worst")
    before = {path: path.stat().st_mtime_ns for path in (shell.folder / "a").glob("*.mp4")}
    for path, answer in (("/helix/clips", {"status": 401, "json": REVOKED}), ("/oauth2/token", refused)):
        simulator.fault({"match": {"path": path}, "times": None, "do": answer})

    stopped = shell("archive", "sync", login, "--to", "a", "--quality", "worst")
    simulator.clear()
    last = shell("archive", "sync", login, "--to", "a", "--quality", "worst")

    assert (stopped.status, "Traceback" in stopped.err) == (4, False)
    assert "invalid client secret" in stopped.err
    assert (last.status, len(before)) == (0, 2)
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert {slug for slug, entry in entries(shell.folder / "a").items() if entry.state == "kept"} == set(
        truth
    )
    agree(shell.folder / "a")


def test_a_reader_who_left_ends_a_sync_without_a_word_and_what_was_kept_is_in_the_catalogue(
    shell: Shell, login: str, truth: dict[str, Clip]
) -> None:
    reader, writer = os.pipe()
    os.close(reader)

    done = subprocess.run(
        shell.command("archive", "sync", login, "--to", "a", "--top", "60", "--json"),
        cwd=shell.folder,
        env=shell.environment,
        stdout=writer,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(writer)

    assert (done.stderr, done.returncode) == ("", 1)
    kept = [entry for entry in entries(shell.folder / "a").values() if entry.state == "kept"]
    assert 0 < len(kept) < 60
    agree(shell.folder / "a")
