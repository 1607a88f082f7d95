from __future__ import annotations

import contextlib
import json
import os
import socket
import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from twitchkit.catalogue import Catalogue, Source, schema
from twitchkit.catalogue.holder import held_by
from twitchkit.catalogue.ledger import File, wait_s
from twitchkit.catalogue.text import PLACE, place
from twitchkit.errors import ArchiveBusy, CatalogueDamaged, CatalogueTooNew, InvalidFilter, NoArchive
from twitchkit.helix import Clip
from unit.catalogue.stock import NOON, clip, clips

SECONDS = int(NOON.timestamp())
FILE = File(path="a/b.mp4", size_bytes=10, sha256=b"\1" * 32, rendition="1080p60", source="gql")


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    with Catalogue.write(tmp_path, now=NOON) as catalogue:
        yield catalogue


def states(catalogue: Catalogue) -> dict[str, str]:
    return {entry.slug: entry.state for entry in catalogue.entries()}


def test_a_clip_comes_back_as_it_went_in(catalogue: Catalogue) -> None:
    odd = clip(
        2, url="https://clips.twitch.tv/Slug2", creator_id=None, creator_name=None, game_id=None,
        is_featured=None, video_id="5", vod_offset=77, title="ünï \0 'x'; DROP TABLE clip",
    )  # fmt: skip

    catalogue.record([clip(1), odd], now=NOON, games={"9": "Chess"})

    assert [entry.clip for entry in catalogue.entries()] == [odd, clip(1)]
    assert [entry.game for entry in catalogue.entries()] == ["", "Chess"]
    assert catalogue.record([odd, clip(1)], now=NOON).same == 2


@pytest.mark.parametrize("count", [1, 19, 20, 21, 40, 130])
def test_every_clip_of_many_goes_in_once(catalogue: Catalogue, count: int) -> None:
    told = catalogue.record(clips(count), now=NOON)

    assert told.new == [f"Slug{number}" for number in range(1, count + 1)]
    assert [entry.clip for entry in catalogue.entries()] == clips(count)[::-1]
    assert {entry.first_seen_at for entry in catalogue.entries()} == {NOON}
    assert catalogue.record(clips(count), now=NOON).same == count


def test_what_is_new_what_changed_and_what_is_the_same(catalogue: Catalogue) -> None:
    first = catalogue.record(clips(3), now=NOON)
    later = NOON + timedelta(hours=1)
    again = catalogue.record(
        [clip(1), clip(2, video_id="v", vod_offset=3), clip(3, view_count=9), clip(4)], now=later
    )

    assert (first.new, first.changed, first.same) == (["Slug1", "Slug2", "Slug3"], [], 0)
    assert (again.new, again.changed, again.same) == (["Slug4"], ["Slug2", "Slug3"], 1)
    assert catalogue.views("Slug3") == [(NOON, 3), (later, 9)]
    assert catalogue.views("Slug1") == [(NOON, 1)]


def test_a_channel_that_was_renamed_has_its_new_name(catalogue: Catalogue) -> None:
    catalogue.record(clips(2), now=NOON)
    told = catalogue.record([clip(1, broadcaster_name="SomeoneElse")], now=NOON)

    assert told.same == 1
    assert {entry.clip.broadcaster_name for entry in catalogue.entries()} == {"SomeoneElse"}


def test_slugs_with_the_same_key_are_told_apart(catalogue: Catalogue) -> None:
    # Two texts of one CRC-32.
    twins = [clip(1, id="plumless"), clip(2, id="buckeroo")]

    catalogue.record(twins, now=NOON)
    catalogue.record([clip(1, id="plumless", title="other")], now=NOON)

    assert {entry.slug: entry.clip.title for entry in catalogue.entries()} == {
        "plumless": "other",
        "buckeroo": "Title 2",
    }


def test_what_is_wanted_is_taken_newest_first_and_only_once(catalogue: Catalogue) -> None:
    catalogue.record(clips(5), now=NOON)
    with catalogue.ledger() as ledger:
        assert ledger.want(["Slug1", "Slug3", "Slug5"]) == 3

    assert [one.id for one in catalogue.take_wanted(2)] == ["Slug5", "Slug3"]
    assert [one.id for one in catalogue.take_wanted(2)] == ["Slug1"]
    assert catalogue.take_wanted(2) == []


def test_a_clip_is_known_and_wanted_in_one_step(catalogue: Catalogue) -> None:
    def wants(one: Clip) -> bool:
        if one.id == clip(2).id:
            raise KeyboardInterrupt
        return True

    with pytest.raises(KeyboardInterrupt):
        catalogue.record([clip(1), clip(2)], now=NOON, wants=wants)
    assert catalogue.entry(clip(1).id) is None

    taken = catalogue.record([clip(1), clip(3)], now=NOON, wants=wants)
    assert (taken.wanted, catalogue.counts()["wanted"]) == (2, 2)
    assert catalogue.record([clip(1), clip(4)], now=NOON, wants=lambda _: False).wanted == 0
    assert catalogue.counts()["known"] == 1


def test_what_was_being_fetched_when_a_run_ended_is_wanted_again(tmp_path: Path) -> None:
    with Catalogue.write(tmp_path, now=NOON) as catalogue:
        catalogue.record(clips(1), now=NOON)
        with catalogue.ledger() as ledger:
            ledger.want(["Slug1"])
        catalogue.take_wanted(1)

    with Catalogue.read(tmp_path) as catalogue:
        assert states(catalogue) == {"Slug1": "wanted"}


def test_a_network_failure_is_failed_and_tried_again_later_and_later(catalogue: Catalogue) -> None:
    catalogue.record(clips(1), now=NOON)
    with catalogue.ledger() as ledger:
        ledger.want(["Slug1"])
        for _ in range(5):
            ledger.fail("Slug1", error="timed-out", why="No answer.", now=SECONDS)
        assert ledger.retry(SECONDS + wait_s(5) - 1) == 0
    entry = catalogue.entry("Slug1")
    assert entry
    assert (entry.state, entry.error, entry.why, entry.tries) == ("failed", "timed-out", "No answer.", 5)
    with catalogue.ledger() as ledger:
        assert ledger.retry(SECONDS + wait_s(5)) == 1
    assert [wait_s(tries) for tries in (1, 3, 4, 5, 99)] == [0, 0, 3600, 7200, 7 * 86400]


def test_gone_is_written_on_the_second_word_an_hour_later(catalogue: Catalogue) -> None:
    catalogue.record(clips(1), now=NOON)
    with catalogue.ledger() as ledger:
        ledger.want(["Slug1"])
        assert not ledger.hear_gone("Slug1", why="deleted", now=SECONDS)
        # The same outage said it twice: one word.
        assert not ledger.hear_gone("Slug1", why="deleted", now=SECONDS + 60)
    assert states(catalogue) == {"Slug1": "failed"}
    with catalogue.ledger() as ledger:
        assert ledger.hear_gone("Slug1", why="deleted", now=SECONDS + 3600)

    entry = catalogue.entry("Slug1")

    assert entry
    assert (entry.state, entry.error) == ("gone", "clip-gone")
    assert entry.gone_at == NOON + timedelta(hours=1)


def test_what_is_kept_stays_kept_when_twitch_deletes_it(catalogue: Catalogue) -> None:
    catalogue.record(clips(1), now=NOON)
    with catalogue.ledger() as ledger:
        ledger.keep("Slug1", FILE, now=SECONDS)
        ledger.hear_gone("Slug1", why="deleted", now=SECONDS)
        ledger.hear_gone("Slug1", why="deleted", now=SECONDS + 3600)
        ledger.fail("Slug1", error="x", why="y", now=SECONDS)

    entry = catalogue.entry("Slug1")

    assert entry
    assert (entry.state, entry.path, entry.sha256) == ("kept", "a/b.mp4", "01" * 32)
    assert entry.gone_at is not None


def test_a_clip_that_is_listed_again_is_not_gone(catalogue: Catalogue) -> None:
    catalogue.record(clips(1), now=NOON)
    with catalogue.ledger() as ledger:
        for hour in (0, 1):
            ledger.hear_gone("Slug1", why="deleted", now=SECONDS + hour * 3600)
    assert states(catalogue) == {"Slug1": "gone"}

    taken = catalogue.record(clips(1), now=NOON + timedelta(days=1))

    assert taken.changed == ["Slug1"]
    assert states(catalogue) == {"Slug1": "known"}


def test_words_are_found_in_titles_creators_and_games(catalogue: Catalogue) -> None:
    catalogue.record(
        [
            clip(1, title="BIG win", view_count=5),
            clip(2, title="big loss"),
            clip(3, title="勝った試合", game_id=None),
        ],
        now=NOON,
        games={"9": "Chess Royale"},
    )
    catalogue.index()

    def found(text: str) -> list[str]:
        return [entry.slug for entry in catalogue.search(text)]

    assert found("big") == ["Slug1", "Slug2"]
    assert found("bi wi") == ["Slug1"]
    assert found("royal loss") == ["Slug2"]
    assert found("creator:cafe") == ["Slug1", "Slug3", "Slug2"]
    assert found("title:chess") == []
    assert found('"win big"') == []
    assert found('"big win"') == ["Slug1"]
    assert found("試合") == ["Slug3"]
    assert found('OR ( " NEAR') == []
    with pytest.raises(InvalidFilter, match="no word"):
        catalogue.search(" -- ")
    with pytest.raises(InvalidFilter, match="no field"):
        catalogue.search("views:3")


def test_the_index_follows_a_title_that_changes(catalogue: Catalogue) -> None:
    catalogue.record(clips(2), now=NOON)
    catalogue.index()
    catalogue.record([clip(1, title="renamed")], now=NOON)

    assert [entry.slug for entry in catalogue.search("renamed")] == ["Slug1"]
    assert [entry.slug for entry in catalogue.search("title")] == ["Slug2"]


@pytest.mark.parametrize(
    "views", [0, *(around for bit in range(50) for around in (1 << bit, (3 << bit) - 1))]
)
def test_sql_and_python_agree_where_a_clip_stands_in_the_index(views: int) -> None:
    connection = sqlite3.connect(":memory:")
    connection.create_function("place", 2, place)
    connection.execute("CREATE TABLE clip (id, view_count)")
    connection.execute("INSERT INTO clip VALUES (77, ?)", (views,))

    assert connection.execute(f"SELECT {PLACE} FROM clip").fetchall() == [(place(views, 77),)]


def test_a_common_word_finds_the_most_viewed_ones(catalogue: Catalogue) -> None:
    catalogue.record(clips(6000), now=NOON)
    catalogue.index()

    assert [entry.clip.view_count for entry in catalogue.search("title", limit=3)] == [6000, 5999, 5998]


def test_what_is_most_viewed_is_found_first_as_views_change(catalogue: Catalogue) -> None:
    views = {"Slug1": 1, "Slug2": 3, "Slug3": 5, "Slug4": 1000, "Slug5": 1001, "Slug6": 1_000_000}
    catalogue.record([clip(int(slug[4:]), view_count=count) for slug, count in views.items()], now=NOON)
    catalogue.index()

    def found(limit: int) -> list[str]:
        return [entry.slug for entry in catalogue.search("title", limit=limit)]

    for limit in range(1, 7):
        assert found(limit) == ["Slug6", "Slug5", "Slug4", "Slug3", "Slug2", "Slug1"][:limit]
    catalogue.record([clip(1, view_count=2000), clip(4, view_count=1002), clip(6, view_count=4)], now=NOON)
    for limit in range(1, 7):
        assert found(limit) == ["Slug1", "Slug4", "Slug5", "Slug3", "Slug6", "Slug2"][:limit]


def test_a_reader_finds_what_is_not_indexed_yet(tmp_path: Path) -> None:
    with Catalogue.write(tmp_path, now=NOON) as writer, Catalogue.read(tmp_path) as reader:
        writer.record([clip(1)], now=NOON)
        writer.index()
        writer.record([clip(2, title="Title 試合")], now=NOON)

        for one in (reader, writer):
            assert [entry.slug for entry in one.search("title")] == ["Slug2", "Slug1"]
            assert [entry.slug for entry in one.search("試合")] == ["Slug2"]
            assert [one.views(slug) for slug in ("Slug1", "Slug2")] == [[(NOON, 1)], [(NOON, 2)]]
        writer.index()
        assert [entry.slug for entry in reader.search("title")] == ["Slug2", "Slug1"]
        assert reader.entry("Slug2") == writer.entry("Slug2") is not None


def test_words_that_were_not_indexed_yet_are_after_a_kill(tmp_path: Path) -> None:
    killed = Catalogue.write(tmp_path, now=NOON)
    killed.__enter__().record(clips(3), now=NOON)
    database = tmp_path / ".twitchkit" / "catalogue.db"
    copy = tmp_path / "copy" / ".twitchkit"
    copy.mkdir(parents=True)
    for ending in ("", "-wal"):
        Path(f"{copy}/catalogue.db{ending}").write_bytes(Path(f"{database}{ending}").read_bytes())
    killed.__exit__(None, None, None)

    with Catalogue.write(tmp_path / "copy", now=NOON) as catalogue:
        assert catalogue.needs_look
    with Catalogue.read(tmp_path / "copy") as catalogue:
        assert len(catalogue.search("title")) == 3


def test_an_undone_change_leaves_nothing_behind(catalogue: Catalogue) -> None:
    def half() -> None:
        with catalogue.ledger():
            catalogue._intakes.note_games({"9": "Chess"})
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half()
    catalogue.record(clips(1), now=NOON, games={"9": "Go"})

    assert [entry.game for entry in catalogue.entries()] == ["Go"]


def test_sources_and_runs_are_remembered(tmp_path: Path) -> None:
    source = Source(
        kind="channel", twitch_id="42", name="someone", wanted="x", listed_from=NOON, listed_until=NOON
    )
    with Catalogue.write(tmp_path, now=NOON) as catalogue:
        catalogue.save_source(source)
        with catalogue.run(now=NOON) as told:
            told["kept"] = 3

    with Catalogue.read(tmp_path) as catalogue:
        assert catalogue.sources() == [source]
        assert catalogue.source("channel", "42") == source
        assert catalogue.source("game", "42") is None
        assert catalogue.runs(5)[0].told == {"kept": 3}


def test_a_newer_catalogue_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    with Catalogue.write(tmp_path, now=NOON):
        pass
    file = tmp_path / ".twitchkit" / "catalogue.db"
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA user_version=99")
    connection.close()
    before = file.read_bytes()

    with pytest.raises(CatalogueTooNew), Catalogue.write(tmp_path, now=NOON):
        pass
    with pytest.raises(CatalogueTooNew):
        Catalogue.read(tmp_path)

    assert file.read_bytes() == before


@pytest.mark.parametrize("version", range(1, schema.FORMAT))
def test_a_catalogue_of_an_earlier_format_keeps_its_clips_and_words(tmp_path: Path, version: int) -> None:
    with Catalogue.write(tmp_path, now=NOON) as catalogue:
        catalogue.record(clips(2), now=NOON, games={"9": "Chess"})
        catalogue.record([clip(1, view_count=20)], now=NOON)
        before = list(catalogue.entries())
    file = tmp_path / ".twitchkit" / "catalogue.db"
    old = file.with_name("old.db")
    with contextlib.closing(sqlite3.connect(old)) as connection, connection:
        for script in schema.MIGRATIONS[:version]:
            connection.executescript(script)
        connection.execute("ATTACH ? AS today", (str(file),))
        for table in sorted(schema.TABLES - {"clip_text"}):
            connection.execute(f"INSERT INTO {table} SELECT * FROM today.{table}")
        connection.execute(
            "INSERT INTO clip_text (rowid, title, creator, game) "
            "SELECT clip.id, title, creator_name, name FROM clip JOIN game ON game.id = clip.game"
        )
        connection.execute(f"PRAGMA user_version={version}")
    old.replace(file)

    with Catalogue.read(tmp_path) as catalogue:
        assert [entry.slug for entry in catalogue.search("title chess")] == ["Slug1", "Slug2"]
        assert list(catalogue.entries()) == before
    with Catalogue.write(tmp_path, now=NOON) as catalogue:
        taken = catalogue.record([clip(2), clip(1, title="Other", view_count=20)], now=NOON)
        assert (taken.new, taken.changed, taken.same) == ([], ["Slug1"], 1)
        assert [entry.slug for entry in catalogue.search("title")] == ["Slug2"]


def test_an_older_catalogue_is_brought_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Catalogue.write(tmp_path, now=NOON) as catalogue:
        catalogue.record(clips(2), now=NOON)
    more = (*schema.MIGRATIONS, "CREATE TABLE added (x); CREATE INDEX y ON added (x)")
    monkeypatch.setattr("twitchkit.catalogue.database.MIGRATIONS", more)
    monkeypatch.setattr("twitchkit.catalogue.database.FORMAT", len(more))

    with Catalogue.read(tmp_path) as catalogue:
        assert len(list(catalogue.entries())) == 2
    with sqlite3.connect(tmp_path / ".twitchkit" / "catalogue.db") as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(more),)
        assert connection.execute("SELECT * FROM added").fetchall() == []
    connection.close()


@pytest.mark.parametrize("damage", ["garbage", "middle", "empty", "foreign"])
def test_a_damaged_catalogue_is_set_aside_and_made_anew_from_the_folder(tmp_path: Path, damage: str) -> None:
    (tmp_path / "x.mp4").write_bytes(b"12345")
    (tmp_path / "x.json").write_text(
        json.dumps(
            {
                "slug": "Slug1",
                "id": "Slug1",
                "created_at": "2026-10-01T12:00:00Z",
                "title": "from the sidecar",
            }
        )
    )
    with Catalogue.write(tmp_path, now=NOON) as catalogue:
        catalogue.record(clips(500), now=NOON)
    file = tmp_path / ".twitchkit" / "catalogue.db"
    whole = file.read_bytes()
    if damage == "garbage":
        file.write_bytes(b"not a database" * 100)
    elif damage == "middle":
        file.write_bytes(whole[:8192] + bytes(len(whole) - 8192))
    elif damage == "empty":
        file.write_bytes(whole[: len(whole) // 2])
    else:
        file.unlink()
        with sqlite3.connect(file) as connection:
            connection.execute("PRAGMA user_version=1")
            connection.execute("CREATE TABLE diary (secret)")
        connection.close()

    with pytest.raises(CatalogueDamaged) as caught, Catalogue.read(tmp_path) as catalogue:
        list(catalogue.entries())
    assert caught.value.set_aside is None
    with Catalogue.write(tmp_path, now=NOON) as catalogue:
        assert catalogue.rebuilt
        [entry] = catalogue.entries(state="kept")
        assert (entry.slug, entry.path, entry.size_bytes) == ("Slug1", "x.mp4", 5)
        assert entry.clip.title == "from the sidecar"
        assert [one.slug for one in catalogue.search("sidecar")] == ["Slug1"]
    assert (tmp_path / ".twitchkit" / "catalogue.damaged-1.db").exists()


def test_a_folder_of_clips_becomes_an_archive(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "x.mp4").write_bytes(b"12345")
    (tmp_path / "sub" / "x.json").write_text('{"id": "A", "created_at": "2026-10-01T12:00:00Z"}')
    (tmp_path / "y.mp4").write_bytes(b"1")
    (tmp_path / "y.json").write_text("no JSON")

    with Catalogue.write(tmp_path, now=NOON) as catalogue:
        assert [(entry.slug, entry.path) for entry in catalogue.entries()] == [("A", "sub/x.mp4")]
        assert catalogue.rebuilt == ""


def test_a_second_writer_is_told_who_the_first_is(tmp_path: Path) -> None:
    assert held_by(tmp_path) is None
    with Catalogue.write(tmp_path, now=NOON):
        with pytest.raises(ArchiveBusy) as caught, Catalogue.write(tmp_path, now=NOON):
            pass
        assert (
            caught.value.holder
            == f"process {os.getpid()} on {socket.gethostname()}, since 2026-10-01 12:00 UTC"
        )
        with Catalogue.read(tmp_path) as reader:
            assert reader.counts()["kept"] == 0

    assert held_by(tmp_path) is None


def test_where_there_is_none_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(NoArchive):
        Catalogue.read(tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_older_clips_are_refreshed_in_turn(catalogue: Catalogue) -> None:
    catalogue.record(clips(5), now=NOON)
    last = catalogue.last_row()
    catalogue.record([clip(6)], now=NOON)

    turns = [catalogue.next_to_refresh(2, last) for _ in range(4)]

    assert turns == [["Slug1", "Slug2"], ["Slug3", "Slug4"], ["Slug5"], ["Slug1", "Slug2"]]


def test_a_folder_that_is_here_is_told_apart_from_the_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    with pytest.raises(NoArchive, match=r"There is no archive in '\.'\."), Catalogue.read(Path()):
        pass
