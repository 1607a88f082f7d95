from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from origin import make_mp4
from twitchkit.errors import TargetBusy, TargetNotWritable, TwitchkitError
from twitchkit.media import Kept, TargetFolder
from twitchkit.media.job import Job
from twitchkit.media.part import Part
from twitchkit.media.publish import Ready
from twitchkit.media.publish import publish as publish_all
from twitchkit.media.record import Record

FILM = make_mp4(5000)


def job(slug: str = "Slug-1", name: str = "name") -> Job:
    return Job(slug=slug, name=name, sidecar=json.dumps({"slug": slug}).encode(), links=())


def claim(folder: TargetFolder, slug: str = "Slug-1", name: str = "name") -> Part:
    part = folder.claim(job(slug, name))
    assert isinstance(part, Part)
    return part


def fill(part: Part, content: bytes = FILM, **facts: object) -> None:
    known: dict[str, object] = {"slug": part.record.slug, "label": "l", "length": len(FILM), "etag": '"a"'}
    part.begin(Record(**{**known, **facts}))  # type: ignore[arg-type]
    part.write(memoryview(content))


def publish(part: Part, *, sidecar: bytes, thumbnail: bytes | None = None) -> Path:
    [result] = publish_all([Ready(part=part, sidecar=sidecar, thumbnail=thumbnail)])
    if isinstance(result, TwitchkitError):
        raise result
    return result


def keep(root: Path, slug: str = "Slug-1", name: str = "name") -> Path:
    folder = TargetFolder.open(root)
    with claim(folder, slug, name) as part:
        fill(part)
        path = publish(part, sidecar=job(slug).sidecar)
        folder.published(part)
    return path


def files(root: Path) -> list[str]:
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


def test_a_kept_clip_is_known_by_its_slug_wherever_it_lies(tmp_path: Path) -> None:
    path = keep(tmp_path, name="2026/old title")
    found = TargetFolder.open(tmp_path).claim(job(name="new title"))
    assert found == Kept(path)
    assert files(tmp_path) == ["2026/old title.json", "2026/old title.mp4"]


def test_a_clip_kept_in_this_run_is_known(tmp_path: Path) -> None:
    folder = TargetFolder.open(tmp_path)
    with claim(folder) as part:
        fill(part)
        publish(part, sidecar=job().sidecar)
        folder.published(part)
    assert folder.kept("Slug-1") == tmp_path / "name.mp4"


def test_slugs_differ_in_case(tmp_path: Path) -> None:
    keep(tmp_path)
    assert TargetFolder.open(tmp_path).kept("slug-1") is None


@pytest.mark.parametrize("gone", ["name.mp4", "name.json"])
def test_half_of_a_pair_is_no_kept_clip(tmp_path: Path, gone: str) -> None:
    keep(tmp_path)
    (tmp_path / gone).unlink()
    assert TargetFolder.open(tmp_path).kept("Slug-1") is None


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b'{"slug": 1}', b"\xff\xfe", b'{"slug": "Other"}'])
def test_a_sidecar_that_says_something_else_counts_for_nothing(tmp_path: Path, content: bytes) -> None:
    keep(tmp_path)
    (tmp_path / "name.json").write_bytes(content)
    assert TargetFolder.open(tmp_path).kept("Slug-1") is None


def test_two_clips_of_one_name_get_two_names(tmp_path: Path) -> None:
    folder = TargetFolder.open(tmp_path)
    with claim(folder, "A") as first, claim(folder, "B") as second, claim(folder, "C") as third:
        assert [part.place.name for part in (first, second, third)] == ["name", "name (2)", "name (3)"]


@pytest.mark.parametrize("taken", ["NAME.mp4", "NAME.json", "NAME.part", "NAME.part.json"])
def test_names_that_differ_in_case_alone_are_one_name(tmp_path: Path, taken: str) -> None:
    (tmp_path / taken).write_bytes(b"x")
    with claim(TargetFolder.open(tmp_path)) as part:
        assert part.place.name == "name (2)"


def test_names_that_differ_in_composition_alone_are_one_name(tmp_path: Path) -> None:
    (tmp_path / unicodedata.normalize("NFD", "Ä.mp4")).write_bytes(b"x")
    with claim(TargetFolder.open(tmp_path), name=unicodedata.normalize("NFC", "Ä")) as part:
        assert part.place.name == unicodedata.normalize("NFC", "Ä (2)")


@pytest.mark.parametrize("taken", ["name.mp4", "name.json", "name.part", "name.part.json"])
def test_what_is_not_ours_stays(tmp_path: Path, taken: str) -> None:
    (tmp_path / taken).write_bytes(b"mine")
    path = keep(tmp_path)
    assert path.name == "name (2).mp4"
    assert (tmp_path / taken).read_bytes() == b"mine"


def test_what_appeared_since_we_looked_stays(tmp_path: Path) -> None:
    folder = TargetFolder.open(tmp_path)
    (tmp_path / "name.mp4").write_bytes(b"mine")
    with claim(folder) as part:
        assert part.place.name == "name (2)"


def test_a_video_that_appears_while_we_fetch_is_not_overwritten(tmp_path: Path) -> None:
    with claim(TargetFolder.open(tmp_path)) as part:
        fill(part)
        (tmp_path / "name.mp4").write_bytes(b"mine")
        with pytest.raises(TargetNotWritable):
            publish(part, sidecar=b"{}")
    assert (tmp_path / "name.mp4").read_bytes() == b"mine"
    assert (tmp_path / "name.part").read_bytes() == FILM


def test_trouble_with_one_clip_is_not_that_of_the_others(tmp_path: Path) -> None:
    folder = TargetFolder.open(tmp_path)
    with claim(folder, "First", "first") as first, claim(folder, "Second", "second") as second:
        for part in (first, second):
            fill(part)
        (tmp_path / "first.mp4").write_bytes(b"mine")
        failed, path = publish_all([Ready(part=part, sidecar=b"{}") for part in (first, second)])
    assert isinstance(failed, TargetNotWritable)
    assert path == tmp_path / "second.mp4"
    assert files(tmp_path) == ["first.mp4", "first.part", "first.part.json", "second.json", "second.mp4"]


def test_a_thumbnail_that_is_there_stays(tmp_path: Path) -> None:
    (tmp_path / "name.jpg").write_bytes(b"mine")
    with claim(TargetFolder.open(tmp_path)) as part:
        fill(part)
        publish(part, sidecar=b"{}", thumbnail=b"theirs")
    assert (tmp_path / "name.jpg").read_bytes() == b"mine"


def test_what_was_left_is_gone_on_with_by_the_next_run(tmp_path: Path) -> None:
    with claim(TargetFolder.open(tmp_path)) as part:
        fill(part, FILM[:4500])
    with claim(TargetFolder.open(tmp_path)) as part:
        assert part.place.name == "name"
        assert part.record == Record(slug="Slug-1", label="l", length=5000, etag='"a"')
        assert part.held_bytes("l") == 4096
        assert part.held_bytes("another") == 0


def test_what_was_left_is_found_under_another_title(tmp_path: Path) -> None:
    with claim(TargetFolder.open(tmp_path), name="old/title") as part:
        fill(part, FILM[:4500])
    with claim(TargetFolder.open(tmp_path), name="new") as part:
        assert part.place.name == "new"
        assert part.held_bytes("l") == 4096
        assert files(tmp_path) == ["new.part", "new.part.json"]


def test_what_was_left_in_this_run_is_found_again(tmp_path: Path) -> None:
    folder = TargetFolder.open(tmp_path)
    with claim(folder) as part:
        fill(part, FILM[:4500])
    with claim(folder) as part:
        assert (part.place.name, part.held_bytes("l")) == ("name", 4096)


def test_what_another_clip_left_is_not_touched(tmp_path: Path) -> None:
    with claim(TargetFolder.open(tmp_path)) as part:
        fill(part, FILM[:4500])
    with claim(TargetFolder.open(tmp_path), "Other") as part:
        assert part.place.name == "name (2)"
    assert (tmp_path / "name.part").read_bytes() == FILM[:4500]


@pytest.mark.parametrize("facts", [{"etag": None}, {"etag": None, "last_modified": None}])
def test_what_cannot_be_gone_on_with_is_removed(tmp_path: Path, facts: dict[str, object]) -> None:
    with claim(TargetFolder.open(tmp_path)) as part:
        fill(part, FILM[:4500], **facts)
    assert files(tmp_path) == []


def test_a_date_is_ground_enough_to_go_on(tmp_path: Path) -> None:
    with claim(TargetFolder.open(tmp_path)) as part:
        fill(part, FILM[:4500], etag=None, last_modified="then")
    assert files(tmp_path) == ["name.part", "name.part.json"]


def test_a_claim_that_came_to_nothing_leaves_nothing(tmp_path: Path) -> None:
    folder = TargetFolder.open(tmp_path)
    for _ in range(2):
        with claim(folder) as part:
            assert part.place.name == "name"
    assert files(tmp_path) == []


def test_the_second_process_is_told(tmp_path: Path) -> None:
    with claim(TargetFolder.open(tmp_path)):
        with pytest.raises(TargetBusy):
            TargetFolder.open(tmp_path).claim(job())
        with claim(TargetFolder.open(tmp_path), "Other") as part:
            assert part.place.name == "name (2)"
    with claim(TargetFolder.open(tmp_path)):
        pass


def test_the_second_process_is_told_also_of_what_was_left(tmp_path: Path) -> None:
    with claim(TargetFolder.open(tmp_path)) as part:
        fill(part, FILM[:4500])
    with claim(TargetFolder.open(tmp_path)), pytest.raises(TargetBusy):
        TargetFolder.open(tmp_path).claim(job(name="another title"))


def test_a_clip_that_another_process_published_meanwhile_is_there(tmp_path: Path) -> None:
    late = TargetFolder.open(tmp_path)
    path = keep(tmp_path)
    assert late.claim(job()) == Kept(path)


def test_a_kill_when_a_name_was_given_out_blocks_nothing(tmp_path: Path) -> None:
    (tmp_path / "name.part.json").write_bytes(b"")
    with claim(TargetFolder.open(tmp_path)) as part:
        assert part.place.name == "name"


TORN = Record(slug="Slug-1", label="l", length=9, etag='"a"').encode()


@pytest.mark.parametrize("held", [1, 5, 12, 18, 25, len(TORN) - 2])
@pytest.mark.parametrize("rest", [b"", b"\0" * 40], ids=["short", "zeros"])
def test_a_record_torn_by_a_power_cut_is_none(tmp_path: Path, held: int, rest: bytes) -> None:
    (tmp_path / "name.part.json").write_bytes(TORN[:held] + rest)
    (tmp_path / "name.part").write_bytes(FILM[:4096])

    folder = TargetFolder.open(tmp_path)
    with claim(folder) as part:
        assert (part.place.name, part.held_bytes("l")) == ("name", 0)
        fill(part)
        publish(part, sidecar=job().sidecar)

    assert files(tmp_path) == ["name.json", "name.mp4"]
    assert (tmp_path / "name.mp4").read_bytes() == FILM


def test_a_torn_record_of_zeros_alone_is_none(tmp_path: Path) -> None:
    (tmp_path / "name.part.json").write_bytes(b"\0" * 60)
    (tmp_path / "name.part").write_bytes(FILM[:4096])
    with claim(TargetFolder.open(tmp_path)) as part:
        assert part.place.name == "name"


@pytest.mark.parametrize("content", [b'{"slug":"Other","la', b'{"slug":"Slug-12', b'{"slug":7'])
def test_a_torn_record_of_another_clip_is_left_to_it(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "name.part.json").write_bytes(content)
    with claim(TargetFolder.open(tmp_path)) as part:
        assert part.place.name == "name (2)"
    assert (tmp_path / "name.part.json").read_bytes() == content


@pytest.mark.parametrize("linked", [True, False], ids=["before the old name went", "after"])
def test_a_kill_at_the_end_of_publishing_leaves_a_kept_clip(tmp_path: Path, linked: bool) -> None:
    keep(tmp_path)
    (tmp_path / "name.part.json").write_bytes(Record(slug="Slug-1", label="l", etag='"a"').encode())
    if linked:
        os.link(tmp_path / "name.mp4", tmp_path / "name.part")
    assert TargetFolder.open(tmp_path).kept("Slug-1") == tmp_path / "name.mp4"
    assert files(tmp_path) == ["name.json", "name.mp4"]


def test_a_kill_between_sidecar_and_video_leaves_a_part(tmp_path: Path) -> None:
    with claim(TargetFolder.open(tmp_path)) as part:
        fill(part)
    (tmp_path / "name.json").write_bytes(job().sidecar)
    with claim(TargetFolder.open(tmp_path)) as part:
        assert (part.place.name, part.held_bytes("l")) == ("name", 5000)
        publish(part, sidecar=job().sidecar)
    assert files(tmp_path) == ["name.json", "name.mp4"]


def test_a_whole_video_with_the_slug_in_its_name_is_adopted(tmp_path: Path) -> None:
    (tmp_path / "2020 [x] title [Slug-1].mp4").write_bytes(FILM)
    folder = TargetFolder.open(tmp_path)
    expected = tmp_path / "2020 [x] title [Slug-1].mp4"
    assert folder.claim(job()) == Kept(expected, adopted=True)
    assert folder.claim(job()) == Kept(expected)
    assert (tmp_path / "2020 [x] title [Slug-1].json").read_bytes() == job().sidecar


@pytest.mark.parametrize("content", [FILM[:-1], b"", b"\xff\xd8\xff"])
def test_what_is_not_whole_is_not_adopted_and_not_overwritten(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "t [Slug-1].mp4").write_bytes(content)
    path = keep(tmp_path, name="t [Slug-1]")
    assert path.name == "t [Slug-1] (2).mp4"
    assert (tmp_path / "t [Slug-1].mp4").read_bytes() == content


def test_only_the_whole_slug_counts_for_adoption(tmp_path: Path) -> None:
    (tmp_path / "t [Slug-12].mp4").write_bytes(FILM)
    (tmp_path / "t Slug-1.mp4").write_bytes(FILM)
    with claim(TargetFolder.open(tmp_path)):
        pass


def test_hidden_folders_and_links_are_not_looked_through(tmp_path: Path) -> None:
    keep(tmp_path / "elsewhere")
    root = tmp_path / "root"
    root.mkdir()
    (root / "link").symlink_to(tmp_path / "elsewhere")
    keep(root / ".hidden")
    assert TargetFolder.open(root).kept("Slug-1") is None


@pytest.mark.parametrize("name", ["../out", "a/../../out", "/out"])
def test_a_name_that_leads_outside_is_refused(tmp_path: Path, name: str) -> None:
    root = tmp_path / "root"
    with pytest.raises(TargetNotWritable):
        TargetFolder.open(root).claim(job(name=name))
    assert files(tmp_path) == []


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(TargetNotWritable):
        TargetFolder.open(tmp_path / "file")


def test_a_folder_that_cannot_be_written_is_told_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Whoever runs the tests as root may write everywhere.
    def refuse(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.TemporaryFile", refuse)
    with pytest.raises(TargetNotWritable, match="Permission denied"):
        TargetFolder.open(tmp_path)


def test_a_link_in_place_of_a_part_is_not_followed(tmp_path: Path) -> None:
    with claim(TargetFolder.open(tmp_path)) as part:
        fill(part, FILM[:4500])
    (tmp_path / "precious").write_bytes(b"mine")
    (tmp_path / "name.part").unlink()
    (tmp_path / "name.part").symlink_to(tmp_path / "precious")
    with claim(TargetFolder.open(tmp_path)) as part, pytest.raises(TargetNotWritable):
        fill(part)
    assert (tmp_path / "precious").read_bytes() == b"mine"


@pytest.fixture
def many() -> Callable[[Path, int], None]:
    def make(root: Path, count: int) -> None:
        for at in range(count):
            (root / f"{at}.mp4").write_bytes(b"")
            (root / f"{at}.json").write_text(json.dumps({"slug": f"S{at}", "title": "x" * 200}))

    return make


def test_a_folder_of_many_is_searched(tmp_path: Path, many: Callable[[Path, int], None]) -> None:
    many(tmp_path, 300)
    folder = TargetFolder.open(tmp_path)
    assert [folder.kept(f"S{at}") for at in (0, 299)] == [tmp_path / "0.mp4", tmp_path / "299.mp4"]
    assert folder.kept("S300") is None


def test_what_the_catalogue_knows_is_not_read_and_its_name_is_taken(tmp_path: Path) -> None:
    keep(tmp_path, "Known", "known")
    keep(tmp_path, "New", "a/new")
    (tmp_path / "known.json").write_bytes(job("Slug-1").sidecar)

    folder = TargetFolder.open(tmp_path, ["known.mp4", "gone.mp4"])

    assert folder.claim(job("New", "other")) == Kept(tmp_path / "a" / "new.mp4")
    with claim(folder, "Slug-1", "KNOWN") as first, claim(folder, "Slug-2", "gone") as second:
        assert (first.place.name, second.place.name) == ("KNOWN (2)", "gone (2)")
