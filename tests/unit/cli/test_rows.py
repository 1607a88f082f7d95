from __future__ import annotations

import csv
import io
import json

import pytest

from screenplay import NOON
from twitchkit.cli.api.rows import (
    columns_of,
    csv_lines,
    fitting,
    page_json,
    printable,
    row_lines,
    show_table,
)
from twitchkit.helix import Clip, Game, Page, StreamKey
from twitchkit.secret import Secret

CLIP = Clip(id="A", created_at=NOON, title='Say "hi", all', url="https://x.example/A", view_count=7)
KEY = StreamKey(stream_key=Secret("CANARY"))


def test_a_page_has_the_librarys_names() -> None:
    told = json.loads(page_json(Page(data=(CLIP,), cursor="c", total=3)))

    assert told.keys() == {"data", "cursor", "total"}
    assert told["data"][0].keys() == set(Clip.__struct_fields__)
    assert (told["data"][0]["created_at"], told["data"][0]["vod_offset"]) == ("2026-11-01T12:00:00Z", None)


def test_a_row_is_a_line() -> None:
    assert [json.loads(line)["id"] for line in row_lines([CLIP, CLIP]).splitlines()] == ["A", "A"]
    assert row_lines(["x", {"y": 1}]) == '"x"\n{"y":1}\n'


def test_csv_survives_quotes_and_commas() -> None:
    columns = columns_of([CLIP], Clip)
    lines = csv_lines([CLIP], columns, header=True) + csv_lines([CLIP], columns, header=False)

    [one, same] = csv.DictReader(io.StringIO(lines))
    assert one == same
    assert (one["title"], one["created_at"], one["view_count"], one["vod_offset"]) == (
        'Say "hi", all',
        "2026-11-01T12:00:00Z",
        "7",
        "",
    )


def test_csv_of_bare_values_and_of_unknown_objects() -> None:
    assert csv_lines(["1"], [], header=True) == "value\n1\n"
    rows = [{"a": 1, "b": {"c": [1]}}, {"a": None}]
    assert list(csv.reader(io.StringIO(csv_lines(rows, columns_of(rows, dict), header=True)))) == [
        ["a", "b"],
        ["1", '{"c":[1]}'],
        ["", ""],
    ]


def test_who_asks_for_a_key_gets_it_but_not_on_a_shared_screen(capsys: pytest.CaptureFixture[str]) -> None:
    assert "CANARY" in row_lines([KEY])
    assert "CANARY" in csv_lines([KEY], ["stream_key"], header=False)

    show_table([KEY], StreamKey)

    assert "CANARY" not in capsys.readouterr().out


def test_a_title_cannot_speak_to_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    games = [Game(id="1", name="\x1b]0;owned\x07\x1b[31mred\r\n[bold]x[/bold]"), Game(id="2", name="Chess")]

    show_table(games, Game)
    show_table(games[:1], Game)

    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "\x07" not in out
    assert "[bold]x[/bold]" in out
    assert printable("a\x9bb\u202ec") == "a b c"


def test_columns_that_do_not_fit_are_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")

    left_out = show_table([CLIP, CLIP], Clip)

    out = capsys.readouterr().out
    assert max(map(len, out.splitlines())) <= 40
    assert 'Say "hi",' in out
    assert "url" in left_out
    assert "vod_offset" not in left_out, "it is empty everywhere"


def test_names_come_before_ids_and_wide_letters_count_twice() -> None:
    texts = {"id": ["1"], "game_id": ["33"], "name": ["한국어"]}

    assert fitting(texts, 14) == ["id", "name"]
    assert fitting(texts, 11) == ["id"]
    assert fitting(texts, 40) == ["id", "game_id", "name"]
    assert fitting({"link": ["https://x.example"], "none": [""]}, 80) == []
