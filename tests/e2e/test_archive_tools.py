"""What can be done with an archive once it is there."""

from __future__ import annotations

import csv
import json
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyarrow import parquet
from twitchdl.utils import slugify

from films import watched
from shell import Shell
from twitchkit.catalogue import Catalogue
from twitchkit.simulator import Simulator


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    with Simulator(seed=5, clips=60, clip_bytes=(100_000, 200_000)) as simulator:
        yield simulator


def sound(simulator: Simulator) -> list[str]:
    """The channels none of whose clips has anything the matter, the one with the most clips first."""
    clips = simulator.world.clips.values()
    troubled = {clip.broadcaster.login for clip in clips if clip.trouble}
    count = Counter(clip.broadcaster.login for clip in clips)
    return [login for login, _ in count.most_common() if login not in troubled]


@pytest.fixture
def login(simulator: Simulator) -> str:
    return sound(simulator)[0]


@pytest.fixture
def archive(shell: Shell, login: str) -> Path:
    done = shell("archive", "sync", login, "--to", "a", "--top", "6", "--thumbnails")
    assert done.status == 0, done.err
    return shell.folder / "a"


def videos(archive: Path) -> list[Path]:
    return sorted(archive.rglob("*.mp4"))


def test_verify_tells_what_is_wrong_and_repair_mends_it(
    shell: Shell, archive: Path, simulator: Simulator
) -> None:
    missing, cut, moved, renamed, flipped, sound = videos(archive)
    missing.unlink()
    cut.write_bytes(cut.read_bytes()[:-5])
    (archive / "sub").mkdir()
    moved.with_suffix(".json").rename(archive / "sub" / "moved.json")
    moved.rename(archive / "sub" / "moved.mp4")
    renamed.rename(archive / "no name.mp4")
    content = bytearray(flipped.read_bytes())
    content[-3] ^= 1
    flipped.write_bytes(content)
    before = sound.stat().st_mtime_ns

    told = shell("archive", "verify", "a", "--json")
    simulator.clear()
    mended = shell("archive", "verify", "a", "--repair")
    fetched = {one["path"] for one in simulator.requests() if one["path"].endswith(".mp4")}
    again = shell("archive", "verify", "a")

    found = sorted((row["problem"], row["path"]) for row in told.rows)
    assert found == [
        ("damaged", cut.name),
        ("damaged", flipped.name),
        ("missing", missing.name),
        ("moved", "no name.mp4"),
        ("moved", "sub/moved.mp4"),
    ]  # fmt: skip
    assert (told.status, mended.status, again.status) == (1, 0, 0)
    assert "6 as they should be, 0 not" in again.err
    assert len(fetched) == 3
    assert sound.stat().st_mtime_ns == before
    assert sorted(path.name for path in archive.glob("*.damaged")) == sorted(
        [f"{cut.name}.damaged", f"{flipped.name}.damaged"]
    )


def test_a_moved_clip_keeps_what_belongs_to_it(shell: Shell, archive: Path) -> None:
    moved, renamed, *_ = videos(archive)
    (archive / "sub").mkdir()
    moved.rename(archive / "sub" / "one.mp4")
    moved.with_suffix(".json").rename(archive / "sub" / "one.json")
    renamed.rename(archive / "two.mp4")

    assert shell("archive", "verify", "a", "--repair").status == 0

    for video in (archive / "sub" / "one.mp4", archive / "two.mp4"):
        assert video.with_suffix(".json").exists()
        assert video.with_suffix(".jpg").exists()
    assert len(list(archive.rglob("*.json"))) == len(list(archive.rglob("*.jpg"))) == 6


def test_sidecars_are_verified_and_a_lost_catalogue_made_anew_from_them(
    shell: Shell, archive: Path, login: str, simulator: Simulator
) -> None:
    lost, torn, foreign, renamed, *_ = videos(archive)
    lost.with_suffix(".json").unlink()
    torn.with_suffix(".json").write_text("{")
    foreign.with_suffix(".json").write_bytes(renamed.with_suffix(".json").read_bytes())
    renamed.rename(archive / "renamed.mp4")

    told = shell("archive", "verify", "a", "--quick", "--json")
    assert shell("archive", "verify", "a", "--repair").status == 0
    assert shell("archive", "verify", "a").status == 0
    shutil.rmtree(archive / ".twitchkit")
    simulator.clear()
    again = shell("archive", "sync", login, "--to", "a", "--top", "6")

    assert sorted((row["problem"], row["path"]) for row in told.rows) == sorted(
        [*(("sidecar", one.name) for one in (lost, torn, foreign)), ("moved", "renamed.mp4")]
    )
    assert again.status == 0
    assert len(videos(archive)) == 6
    assert not [one for one in simulator.requests() if one["path"].endswith(".mp4")]
    assert torn.with_suffix(".json.damaged").read_text() == "{"


def test_a_quick_look_reads_no_file(shell: Shell, archive: Path) -> None:
    flipped = videos(archive)[0]
    content = bytearray(flipped.read_bytes())
    content[-3] ^= 1
    flipped.write_bytes(content)

    assert shell("archive", "verify", "a", "--quick").status == 0
    assert shell("archive", "verify", "a").status == 1


def test_the_catalogue_for_other_programs(shell: Shell, archive: Path) -> None:
    lines = [json.loads(line) for line in shell("archive", "export", "a").out.splitlines()]
    shell("archive", "export", "a", "--format", "csv", "-o", "out/x.csv")
    shell("archive", "export", "a", "--format", "parquet", "-o", "out/x.parquet")
    shell("archive", "export", "a", "--format", "m3u", "-o", "out/x.m3u")

    out = shell.folder / "out"
    with (out / "x.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    table = parquet.read_table(out / "x.parquet").to_pylist()
    playlist = [line for line in (out / "x.m3u").read_text().splitlines() if not line.startswith("#")]
    slugs = [line["slug"] for line in lines]
    assert len(slugs) >= 6
    assert [row["slug"] for row in rows] == [row["slug"] for row in table] == slugs
    assert [row["view_count"] for row in table] == [line["view_count"] for line in lines]
    assert sorted((out / path).resolve() for path in playlist) == sorted(
        path.resolve() for path in videos(archive)
    )
    assert shell("archive", "export", "a", "--format", "parquet").status == 2
    assert list(out.glob(".*")) == []


def test_figures_agree_with_the_clips(shell: Shell, archive: Path, simulator: Simulator) -> None:
    with Catalogue.read(archive) as catalogue:
        entries = list(catalogue.entries())

    [told] = shell("archive", "stats", "a", "--json", "--plot", "x.svg").rows

    assert told["clips"] == len(entries)
    assert told["views"] == sum(entry.clip.view_count for entry in entries)
    assert sum(month["kept"] for month in told["months"]) == 6
    assert sum(month["clips"] for month in told["months"]) == len(entries)
    assert (shell.folder / "x.svg").read_text().startswith("<?xml")


def test_a_dry_run_says_what_a_sync_would_fetch_and_writes_nothing(
    shell: Shell, login: str, simulator: Simulator
) -> None:
    [told] = shell("archive", "sync", login, "--to", "new", "--min-views", "2", "--dry-run", "--json").rows
    assert not (shell.folder / "new").exists()
    assert [one["path"] for one in simulator.requests() if one["path"].endswith(".mp4")] == []
    done = shell("archive", "sync", login, "--to", "new", "--min-views", "2")
    [after] = shell("archive", "sync", login, "--to", "new", "--min-views", "2", "--dry-run", "--json").rows

    kept = len(videos(shell.folder / "new"))
    assert (done.status, told["clips"], after["clips"]) == (0, kept, 0)
    assert told["size_bytes"] > 0


def test_several_archives_from_one_file(shell: Shell, login: str, simulator: Simulator) -> None:
    other = sound(simulator)[1]
    (shell.folder / "archives.toml").write_text(
        f'[defaults]\nquality = "worst"\ntop = 1\n'
        f'[archive.one]\nto = "x/one"\nchannels = ["{login}"]\n'
        f'[archive.two]\nto = "x/two"\nchannels = ["{other}"]\nfeatured = false\nmin-views = 0\n'
    )
    (shell.folder / "bad.toml").write_text('[archive.one]\nto = "x"\nchannel = "typo"\n')

    done = shell("archive", "run", "archives.toml")
    bad = shell("archive", "run", "bad.toml")

    assert done.status == 0, done.err
    assert [len(videos(shell.folder / "x" / name)) for name in ("one", "two")] == [1, 1]
    assert (bad.status, "'channel'" in bad.err) == (2, True)


def test_clips_of_other_tools_are_taken_in(shell: Shell, archive: Path, simulator: Simulator) -> None:
    first, second, third = videos(archive)[:3]
    slugs = [path.stem.rpartition("[")[2].rstrip("]") for path in (first, second, third)]
    old = shell.folder / "old"
    old.mkdir()
    shutil.copy(first, old / first.name)
    shutil.copy(second, old / f"2024-01-01_{slugs[1]}_someone_title.mp4")
    shutil.copy(third, old / "a title.mp4")
    (old / "a title.info.json").write_text(json.dumps({"id": "123", "display_id": slugs[2]}))
    (old / "no video.mp4").write_bytes(b"xx")
    another = next(slug for slug in simulator.clips if slug not in slugs)
    (shell.folder / "seen.txt").write_text(f"twitchclips 1234\ntwitchclips {another}\n")

    done = shell("archive", "import", "b", "old", "seen.txt", "--json")

    [told] = done.rows
    assert (told["taken"], told["wanted"], len(told["unknown"]), done.status) == (3, 1, 2, 1)
    with Catalogue.read(shell.folder / "b") as catalogue:
        assert {entry.slug: entry.state for entry in catalogue.entries()} == {
            **dict.fromkeys(slugs, "kept"),
            another: "wanted",
        }
    assert shell("archive", "verify", "b").status == 0
    assert len(videos(old)) == 4
    [again] = shell("archive", "import", "b", "old", "--json").rows
    assert (again["taken"], again["already"]) == (0, 3)


def test_files_with_twitch_dls_own_names_are_taken_in(shell: Shell, archive: Path, login: str) -> None:
    old = shell.folder / "old"
    old.mkdir()
    with Catalogue.read(archive) as catalogue:
        kept = [entry for entry in catalogue.entries() if entry.state == "kept"]
    for number, entry in enumerate(kept):
        day = f"{entry.clip.created_at:%Y-%m-%d}"
        day = day if number % 2 else day.replace("-", "")
        name = f"{day}_12345_{login}_{slugify(entry.clip.title)}.mp4"
        shutil.copy(archive / (entry.path or ""), old / name)
    shutil.copy(archive / (kept[0].path or ""), old / f"20200101_12345_{login}_never.mp4")
    shutil.copy(archive / (kept[0].path or ""), old / "20209999_12345_nobody_never.mp4")

    [told] = shell("archive", "import", "b", "old", "--json").rows

    assert (told["taken"], len(told["unknown"])) == (len(kept), 2), told
    with Catalogue.read(shell.folder / "b") as catalogue:
        taken = {one.slug: one.sha256 for one in catalogue.entries()}
    assert taken == {one.slug: one.sha256 for one in kept}


def test_a_reel_of_the_best_clips_plays_from_chapter_to_chapter(shell: Shell, login: str) -> None:
    shell("archive", "sync", login, "--to", "a", "--top", "5", "--quality", "worst")
    with Catalogue.read(shell.folder / "a") as catalogue:
        best = [entry.clip for entry in catalogue.entries(state="kept", order="view_count")][:3]

    done = shell("archive", "reel", "a", "--top", "3", "-o", "out/best.mp4", "--json")
    story = shell("archive", "reel", "a", "--top", "3", "--order", "date", "-o", "out/old.mp4")

    assert (done.status, story.status) == (0, 0), done.err + story.err
    [told] = done.rows
    assert (told["clips"], told["path"], told["way"]) == (3, "out/best.mp4", "copied")
    assert [chapter["slug"] for chapter in told["chapters"]] == [clip.id for clip in best]
    seen = watched(shell.folder / "out" / "best.mp4")
    assert [title for title, *_ in seen.chapters] == [chapter["title"] for chapter in told["chapters"]]
    assert best[0].title.split()[0] in seen.chapters[0][0]
    assert float(seen.seconds) == pytest.approx(sum(clip.duration for clip in best), abs=0.2)
    assert float(seen.seconds) == pytest.approx(told["seconds"], abs=0.002)
    assert "old.mp4 has 3 clips" in story.err
    oldest_first = [title for title, *_ in watched(shell.folder / "out" / "old.mp4").chapters]
    titles = {clip.id: chapter["title"] for clip, chapter in zip(best, told["chapters"], strict=True)}
    assert oldest_first == [titles[clip.id] for clip in sorted(best, key=lambda clip: clip.created_at)]
    assert list((shell.folder / "out").glob(".*")) == []


def test_a_reel_that_cannot_be_says_why(shell: Shell, archive: Path) -> None:
    missing, cut, *_ = videos(archive)
    month = "2001-02"

    assert shell("archive", "reel", "a", "--month", month, "-o", "x.mp4").status == 3
    assert shell("archive", "reel", "a", "--month", "2001-13", "-o", "x.mp4").status == 2
    assert (
        shell("archive", "reel", "a", "--month", month, "--since", month + "-01", "-o", "x.mp4").status == 2
    )
    assert shell("archive", "reel", "a", "-o", "x.mkv").status == 2
    assert shell("archive", "reel", "a", "-o", cut).status == 2
    cut.write_bytes(cut.read_bytes()[:-5])
    damaged = shell("archive", "reel", "a", "-o", "x.mp4")
    cut.unlink()
    missing.unlink()
    gone = shell("archive", "reel", "a", "-o", "x.mp4")

    for told, name in ((damaged, cut.name), (gone, "")):
        assert told.status == 1
        assert name in told.err
        assert "verify DIR --repair" in told.err
        assert "Traceback" not in told.err
    assert not (shell.folder / "x.mp4").exists()


def test_a_reel_without_its_extra_names_it(shell: Shell, archive: Path) -> None:
    # As where PyAV is not installed.
    (shell.folder / "av.py").write_text("raise ModuleNotFoundError('No module named av', name='av')")

    done = shell("archive", "reel", "a", "-o", "x.mp4", environment={"PYTHONPATH": str(shell.folder)})

    assert (done.status, "twitchkit[reel]" in done.err) == (2, True)
