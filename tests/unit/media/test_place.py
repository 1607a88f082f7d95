# ruff: noqa: RUF001
from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from twitchkit.errors import TargetNotWritable
from twitchkit.media.place import Place, places


def test_names_are_without_end(tmp_path: Path) -> None:
    assert [place.name for place in islice(places(tmp_path, "a/b"), 3)] == ["a/b", "a/b (2)", "a/b (3)"]


@pytest.mark.parametrize(
    "name", ["", "/etc/a", "..", "a/../../b", "./a", "a/.", "C:/a", "a\\b", "a\0", "//a"]
)
def test_a_name_never_leads_outside(tmp_path: Path, name: str) -> None:
    with pytest.raises(TargetNotWritable):
        next(places(tmp_path, name))


def test_a_name_leaves_room_for_every_ending(tmp_path: Path) -> None:
    place = list(islice(places(tmp_path, "ä" * 300), 100))[-1]
    Path(place.with_ending(".part.json.fresh")).write_bytes(b"")


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "Größe 🎉 ゴール： Łódź [Slug-1]"),
        ("iso8859-1", "Größe _ ____ _ód_ [Slug-1]"),
        ("ascii", "Gr__e _ ____ __d_ [Slug-1]"),
        ("cp932", "Gr__e _ ゴール： __d_ [Slug-1]"),
    ],
)
def test_a_name_has_only_what_the_file_system_can_write(tmp_path: Path, encoding: str, name: str) -> None:
    given = "Größe 🎉 ゴール： Łódź [Slug-1]"
    first, second = islice(places(tmp_path, given, encoding=encoding), 2)
    assert (first.name, second.name) == (name, f"{name} (2)")
    assert first.video.encode(encoding)


def test_a_name_with_dots_keeps_them(tmp_path: Path) -> None:
    assert Place(tmp_path, "v1.0").video == str(tmp_path / "v1.0.mp4")


def test_a_link_in_the_way_does_not_lead_out(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    root = tmp_path / "root"
    root.mkdir()
    (root / "door").symlink_to(tmp_path / "outside")
    with pytest.raises(TargetNotWritable, match="symbolic link"):
        Place(root, "door/new/a").make_folder()
    assert list((tmp_path / "outside").iterdir()) == []


def test_a_link_that_stays_inside_is_fine(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "door").symlink_to(tmp_path / "real")
    Place(tmp_path, "door/new/a").make_folder()
    assert (tmp_path / "real" / "new").is_dir()
