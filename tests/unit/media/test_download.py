"""Many files from a host that misbehaves."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from origin import Asked, End, Origin, Told, head, make_mp4, plain, serve
from twitchkit.clips.link import Link
from twitchkit.errors import (
    AuthError,
    ClipGone,
    DiskFull,
    LinkRefused,
    MissingCredentials,
    NotVideo,
    RateLimited,
    ServerTrouble,
    TargetBusy,
    TargetNotWritable,
    TimedOut,
    Truncated,
    TwitchkitError,
    Unreachable,
)
from twitchkit.media import DownloadReport, Job, Outcome, Room, TargetFolder
from twitchkit.media.download import Downloader
from twitchkit.secret import SignedUrl
from twitchkit.transport.asynchronous import AsyncTransport
from twitchkit.wire import Backoff

FILM = make_mp4(300_000)
JPEG = b"\xff\xd8\xff\xe0" + b"j" * 3000


class Watch:
    """Time that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 0.0
        self.sleeps: list[float] = []

    def monotonic(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.sleeps.append(seconds)
        self.now += seconds


class Seen:
    """Progress, written down."""

    def __init__(self) -> None:
        self.lines: list[tuple[Any, ...]] = []
        self.bytes = 0

    def started(self, job: Job, *, size_bytes: int | None, held_bytes: int) -> None:
        self.lines.append(("started", job.slug, size_bytes, held_bytes))

    def advanced(self, job: Job, size_bytes: int) -> None:
        self.bytes += size_bytes

    def note(self, job: Job, text: str) -> None:
        self.lines.append(("note", job.slug, text))

    def finished(self, outcome: Outcome) -> None:
        self.lines.append(("finished", outcome.slug, outcome.state))


def link(url: str, source: str = "gql") -> Link:
    return Link(url=SignedUrl(url), source=source)


def job(*urls: str, slug: str = "Slug", thumbnail: str | None = None, name: str | None = None) -> Job:
    sources = ("downloads", "gql", "thumbnail")
    return Job(
        slug=slug,
        name=name or slug,
        sidecar=json.dumps({"slug": slug}).encode(),
        links=tuple(link(url, source) for url, source in zip(urls, sources, strict=False)),
        thumbnail=link(thumbnail) if thumbnail else None,
    )


def run(
    root: Path, source: Iterable[Job | Outcome] | AsyncIterator[Job | Outcome], **options: Any
) -> DownloadReport:
    watch = options.pop("watch", Watch())
    transport = AsyncTransport(read_timeout_s=options.pop("stall_s", 2.0))

    async def several() -> AsyncIterator[Job | Outcome]:
        if isinstance(source, AsyncIterator):
            async for one in source:
                yield one
        else:
            for one in source:
                yield one

    async def main() -> DownloadReport:
        async with transport:
            with TargetFolder.open(root) as folder:
                downloader = Downloader(
                    folder,
                    transport,
                    sleep=watch.sleep,
                    monotonic=watch.monotonic,
                    dice=lambda: 0.0,
                    **{"backoff": Backoff(tries=3), **options},
                )
                return await downloader.run(several())

    return asyncio.run(main())


def only(root: Path, *urls: str, **options: Any) -> Outcome:
    [outcome] = run(root, [job(*urls, thumbnail=options.pop("thumbnail", None))], **options)
    return outcome


def failed(root: Path, *urls: str, **options: Any) -> TwitchkitError:
    outcome = only(root, *urls, **options)
    assert outcome.state == "failed"
    assert outcome.error is not None
    return outcome.error


def files(root: Path) -> list[str]:
    return sorted(path.name for path in root.rglob("*") if path.is_file())


def test_a_clip_becomes_a_file_with_its_sidecar(tmp_path: Path, origin: Origin) -> None:
    seen = Seen()
    outcome = only(tmp_path, origin.on("/a", serve(FILM)), progress=seen)
    assert outcome == Outcome(
        slug="Slug",
        state="kept",
        path=tmp_path / "Slug.mp4",
        bytes_fetched=len(FILM),
        size_bytes=len(FILM),
        source="downloads",
    )
    assert files(tmp_path) == ["Slug.json", "Slug.mp4"]
    assert (tmp_path / "Slug.mp4").read_bytes() == FILM
    assert (tmp_path / "Slug.json").read_bytes() == b'{"slug": "Slug"}'
    assert seen.lines == [("started", "Slug", len(FILM), 0), ("finished", "Slug", "kept")]
    assert seen.bytes == len(FILM)


def test_a_kept_clip_is_not_asked_for_again(tmp_path: Path, origin: Origin) -> None:
    url = origin.on("/a", serve(FILM))
    run(tmp_path, [job(url)])
    [outcome] = run(tmp_path, [job(url, name="new title")])
    assert (outcome.state, outcome.path, outcome.size_bytes) == ("skipped", tmp_path / "Slug.mp4", len(FILM))
    assert len(origin.asked) == 1


def test_the_same_clip_twice_in_one_run_is_fetched_once(tmp_path: Path, origin: Origin) -> None:
    url = origin.on("/a", serve(FILM))
    report = run(tmp_path, [job(url), job(url), job(url, name="other")])
    assert [outcome.state for outcome in report] == ["kept", "skipped", "skipped"]
    assert len(origin.asked) == 1


@pytest.mark.parametrize("end", ["close", "reset"])
def test_a_cut_is_gone_on_behind(tmp_path: Path, origin: Origin, end: End) -> None:
    answers = [serve(FILM, cut_after=100_000, end=end), serve(FILM, cut_after=50_000, end=end), serve(FILM)]
    watch = Watch()
    outcome = only(tmp_path, origin.on("/a", *answers), watch=watch)
    assert (tmp_path / "Slug.mp4").read_bytes() == FILM
    assert outcome.state == "kept"
    if end == "close":
        assert origin.ranges == [None, "bytes=98304-", "bytes=147456-"]
        assert [asked.headers.get("if-range") for asked in origin.asked] == [None, '"v1"', '"v1"']
        assert outcome.bytes_fetched == 100_000 + 50_000 + 300_000 - 147_456
        # Progress was made: each wait is a first one.
        assert watch.sleeps == [0.5, 0.5]


def test_a_date_is_used_where_there_is_no_strong_etag(tmp_path: Path, origin: Origin) -> None:
    options: dict[str, Any] = {"etag": 'W/"1"', "last_modified": "Sat, 21 Nov 2026 00:00:00 GMT"}
    url = origin.on("/a", serve(FILM, cut_after=100_000, **options), serve(FILM, **options))
    assert only(tmp_path, url).state == "kept"
    assert origin.asked[1].headers["if-range"] == "Sat, 21 Nov 2026 00:00:00 GMT"


def test_without_a_validator_it_starts_anew(tmp_path: Path, origin: Origin) -> None:
    url = origin.on("/a", serve(FILM, etag=None, cut_after=100_000), serve(FILM, etag=None))
    assert only(tmp_path, url).state == "kept"
    assert origin.ranges == [None, None]


def test_a_changed_file_starts_anew(tmp_path: Path, origin: Origin) -> None:
    other = make_mp4(200_000, seed=3)
    url = origin.on("/a", serve(FILM, cut_after=100_000), serve(other, etag='"v2"'))
    assert only(tmp_path, url).size_bytes == 200_000
    assert (tmp_path / "Slug.mp4").read_bytes() == other
    assert origin.ranges == [None, "bytes=98304-"]


def part_of_another(asked: Asked) -> Told:
    other = make_mp4(300_000, seed=7)
    headers = {"content-range": "bytes 98304-299999/300000", "content-length": "201696", "etag": '"v2"'}
    return Told(head(206, headers) + other[98304:])


def test_a_part_of_another_file_is_not_taken(tmp_path: Path, origin: Origin) -> None:
    url = origin.on("/a", serve(FILM, cut_after=100_000), part_of_another, serve(FILM))
    assert only(tmp_path, url).state == "kept"
    assert (tmp_path / "Slug.mp4").read_bytes() == FILM
    assert origin.ranges == [None, "bytes=98304-", None]


def test_a_server_without_ranges_starts_anew(tmp_path: Path, origin: Origin) -> None:
    url = origin.on("/a", serve(FILM, cut_after=100_000, ranges=False), serve(FILM, ranges=False))
    assert only(tmp_path, url).state == "kept"
    assert (tmp_path / "Slug.mp4").read_bytes() == FILM


def test_a_stall_is_ended_and_gone_on_behind(tmp_path: Path, origin: Origin) -> None:
    url = origin.on("/a", serve(FILM, cut_after=100_000, end="stall"), serve(FILM))
    assert only(tmp_path, url, stall_s=0.05).state == "kept"
    assert origin.ranges == [None, "bytes=98304-"]


def test_retries_end(tmp_path: Path, origin: Origin) -> None:
    watch = Watch()
    error = failed(tmp_path, origin.on("/a", plain(503)), watch=watch)
    assert isinstance(error, ServerTrouble)
    assert watch.sleeps == [0.5, 1.0]
    assert files(tmp_path) == []


def test_a_host_that_always_stalls_is_told(tmp_path: Path, origin: Origin) -> None:
    error = failed(tmp_path, origin.on("/a", lambda _: Told(b"", "stall")), stall_s=0.03)
    assert isinstance(error, TimedOut)


def test_a_busy_host_is_waited_for_as_it_asks(tmp_path: Path, origin: Origin) -> None:
    watch = Watch()
    url = origin.on("/a", plain(429, retry_after="7"), plain(503, retry_after="0"), serve(FILM))
    assert only(tmp_path, url, watch=watch).state == "kept"
    assert watch.sleeps == [7, 1.0]


def test_a_host_that_asks_for_an_hour_is_not_waited_for(tmp_path: Path, origin: Origin) -> None:
    watch = Watch()
    error = failed(tmp_path, origin.on("/a", plain(429, retry_after="3600")), watch=watch)
    assert isinstance(error, RateLimited)
    assert error.retry_after_s == 3600
    assert watch.sleeps == []


def test_progress_without_end_ends(tmp_path: Path, origin: Origin) -> None:
    # Each attempt gives one block, and a hundred of them are enough for the shorter file only.
    short, long = (
        origin.on(f"/{size}", serve(make_mp4(size), cut_after=5000)) for size in (300_000, 500_000)
    )
    assert only(tmp_path / "short", short).state == "kept"
    before = len(origin.asked)
    assert isinstance(failed(tmp_path / "long", long), Truncated)
    assert len(origin.asked) - before == 100
    assert files(tmp_path / "long") == ["Slug.part", "Slug.part.json"]


def test_a_length_that_is_always_too_long_is_truncated(tmp_path: Path, origin: Origin) -> None:
    url = origin.on("/a", serve(FILM, length=len(FILM) + 100, ranges=False))
    error = failed(tmp_path, url)
    assert isinstance(error, Truncated)
    assert error.expected == len(FILM) + 100


def test_a_length_that_was_wrong_once_is_mended_by_what_the_server_says_later(
    tmp_path: Path, origin: Origin
) -> None:
    url = origin.on("/a", serve(FILM, length=len(FILM) + 100), serve(FILM))
    assert only(tmp_path, url).state == "kept"
    assert (tmp_path / "Slug.mp4").read_bytes() == FILM


def test_a_length_that_is_too_short_is_found_by_the_boxes(tmp_path: Path, origin: Origin) -> None:
    error = failed(tmp_path, origin.on("/a", serve(FILM, length=len(FILM) - 100, cut_after=len(FILM) - 100)))
    assert isinstance(error, Truncated)
    assert len(origin.asked) == 3
    assert files(tmp_path) == []


def test_a_body_of_unknown_length_is_checked_by_its_boxes(tmp_path: Path, origin: Origin) -> None:
    url = origin.on(
        "/a",
        lambda _: Told(head(200, {}) + FILM[:-9], "close"),
        lambda _: Told(head(200, {}) + FILM, "close"),
    )
    assert only(tmp_path, url).state == "kept"


@pytest.mark.parametrize("body", [JPEG, b"<html>gone</html>", b"", b"tiny", b'{"error":"x"}'])
def test_what_is_no_video_is_not_kept(tmp_path: Path, origin: Origin, body: bytes) -> None:
    error = failed(tmp_path, origin.on("/a", serve(body)))
    assert isinstance(error, NotVideo)
    assert len(origin.asked) == 1
    assert files(tmp_path) == []


@pytest.mark.parametrize("first", [plain(404), plain(410), serve(JPEG), plain(400), plain(302)])
def test_a_link_that_gives_no_file_leads_to_the_next(
    tmp_path: Path, origin: Origin, first: Callable[[Asked], Told]
) -> None:
    seen = Seen()
    outcome = only(tmp_path, origin.on("/a", first), origin.on("/b", serve(FILM)), progress=seen)
    assert (outcome.state, outcome.source) == ("kept", "gql")
    [note] = outcome.notes
    assert "Trying the file of gql" in note
    assert ("note", "Slug", note) in seen.lines


def test_a_dead_host_leads_to_another_one(tmp_path: Path, origin: Origin) -> None:
    with Origin() as gone:
        dead = gone.on("/a").replace("127.0.0.1", "localhost")
    outcome = only(tmp_path, dead, dead + "2", origin.on("/b", serve(FILM)))
    assert (outcome.state, outcome.source, len(outcome.notes)) == ("kept", "thumbnail", 1)


def test_a_dead_host_alone_is_told(tmp_path: Path, origin: Origin) -> None:
    with Origin() as gone:
        dead = gone.on("/a")
    assert isinstance(failed(tmp_path, dead + "?sig=CANARY"), Unreachable)


def test_a_bad_line_does_not_lead_to_a_worse_rendition(tmp_path: Path, origin: Origin) -> None:
    error = failed(tmp_path, origin.on("/a", plain(500)), origin.on("/b", serve(FILM)))
    assert isinstance(error, ServerTrouble)
    assert {asked.target for asked in origin.asked} == {"/a"}


def test_links_that_are_all_missing_say_so(tmp_path: Path, origin: Origin) -> None:
    error = failed(tmp_path, origin.on("/a", plain(404)), origin.on("/b", plain(404)))
    assert isinstance(error, LinkRefused)
    assert error.status == 404


def test_the_worst_news_is_told(tmp_path: Path, origin: Origin) -> None:
    error = failed(tmp_path, origin.on("/a", serve(JPEG)), origin.on("/b", plain(404)))
    assert isinstance(error, NotVideo)


def renewer(*answers: Sequence[Link] | TwitchkitError) -> tuple[Callable[[str], Any], list[str]]:
    left, asked = list(answers), list[str]()

    async def renew(slug: str) -> Sequence[Link]:
        asked.append(slug)
        answer = left.pop(0)
        if isinstance(answer, TwitchkitError):
            raise answer
        return answer

    return renew, asked


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_an_expired_signature_is_renewed(tmp_path: Path, origin: Origin, status: int) -> None:
    renew, asked = renewer([link(origin.on("/new", serve(FILM)), "downloads")])
    assert only(tmp_path, origin.on("/old", plain(status)), renew=renew).state == "kept"
    assert asked == ["Slug"]


def test_a_signature_that_ends_on_the_way_is_renewed_and_the_file_gone_on_with(
    tmp_path: Path, origin: Origin
) -> None:
    renew, asked = renewer([link(origin.on("/new", serve(FILM)), "downloads")])
    old = origin.on("/old", serve(FILM, cut_after=100_000), plain(403))
    assert only(tmp_path, old, renew=renew).state == "kept"
    assert asked == ["Slug"]
    assert origin.ranges == [None, "bytes=98304-", "bytes=98304-"]


def test_a_refused_renewal_is_told_and_asked_for_once(tmp_path: Path, origin: Origin) -> None:
    renew, asked = renewer([link(origin.on("/new", plain(403)), "downloads")])
    error = failed(tmp_path, origin.on("/old", plain(403)), renew=renew)
    assert isinstance(error, LinkRefused)
    assert error.status == 403
    assert asked == ["Slug"]


def test_a_clip_that_is_gone_when_renewed_is_gone(tmp_path: Path, origin: Origin) -> None:
    renew, _ = renewer(ClipGone(slug="Slug"))
    outcome = only(tmp_path, origin.on("/old", plain(403)), renew=renew)
    assert outcome.state == "gone"
    assert isinstance(outcome.error, ClipGone)


def test_a_listed_file_that_is_missing_is_not_asked_for_anew(tmp_path: Path, origin: Origin) -> None:
    renew, asked = renewer()
    missing = link(origin.on("/a", plain(404)))
    [outcome] = run(
        tmp_path,
        [Job(slug="Slug", name="Slug", sidecar=b"{}", links=(missing, link(origin.on("/b", serve(FILM)))))],
        renew=renew,
    )
    assert (outcome.state, asked) == ("kept", [])


def test_links_that_were_tried_are_not_tried_again_after_a_renewal(tmp_path: Path, origin: Origin) -> None:
    picture = origin.on("/a", serve(b"\xff\xd8\xff\xe0 a picture"))
    fresh = [link(picture, "downloads"), link(origin.on("/new", serve(FILM)), "gql")]
    renew, _ = renewer(fresh)
    outcome = only(tmp_path, picture, origin.on("/old", plain(401)), renew=renew)
    assert outcome.state == "kept"
    assert [asked.target for asked in origin.asked] == ["/a", "/old", "/new"]


def test_a_clip_without_links_fails(tmp_path: Path) -> None:
    assert failed(tmp_path).code == "clip-unavailable"


def test_what_an_earlier_run_left_is_gone_on_with(tmp_path: Path, origin: Origin) -> None:
    url = origin.on("/a", serve(FILM, cut_after=100_000), plain(500))
    assert only(tmp_path, url, backoff=Backoff(tries=2)).state == "failed"
    assert files(tmp_path) == ["Slug.part", "Slug.part.json"]
    seen = Seen()
    outcome = only(tmp_path, origin.on("/a", serve(FILM)), progress=seen)
    assert outcome.bytes_fetched == len(FILM) - 98_304
    assert seen.lines[0] == ("started", "Slug", len(FILM), 98_304)
    assert (tmp_path / "Slug.mp4").read_bytes() == FILM
    assert files(tmp_path) == ["Slug.json", "Slug.mp4"]


def test_what_is_whole_is_published_without_a_request(tmp_path: Path, origin: Origin) -> None:
    url = origin.on("/a", serve(FILM))
    (tmp_path / "Slug.part").write_bytes(FILM)
    record = {"slug": "Slug", "label": "the file of downloads", "length": len(FILM), "etag": '"v1"'}
    (tmp_path / "Slug.part.json").write_text(json.dumps(record))
    assert only(tmp_path, url).bytes_fetched == 0
    assert origin.asked == []
    assert files(tmp_path) == ["Slug.json", "Slug.mp4"]


def test_what_seems_whole_and_is_not_is_fetched_anew(tmp_path: Path, origin: Origin) -> None:
    (tmp_path / "Slug.part").write_bytes(b"\0" * len(FILM))
    record = {"slug": "Slug", "label": "the file of downloads", "length": len(FILM), "etag": '"v1"'}
    (tmp_path / "Slug.part.json").write_text(json.dumps(record))
    [outcome] = run(tmp_path, [job(origin.on("/a", serve(FILM)), origin.base + "/a")])
    assert outcome.state == "kept"
    assert (tmp_path / "Slug.mp4").read_bytes() == FILM


def test_a_thumbnail_is_kept_beside_the_clip(tmp_path: Path, origin: Origin) -> None:
    outcome = only(tmp_path, origin.on("/a", serve(FILM)), thumbnail=origin.on("/t", serve(JPEG)))
    assert outcome.notes == ()
    assert (tmp_path / "Slug.jpg").read_bytes() == JPEG


@pytest.mark.parametrize("answer", [plain(404), serve(b"<html>"), serve(JPEG, cut_after=9), serve(b"")])
def test_a_thumbnail_that_fails_is_a_note(
    tmp_path: Path, origin: Origin, answer: Callable[[Asked], Told]
) -> None:
    outcome = only(tmp_path, origin.on("/a", serve(FILM)), thumbnail=origin.on("/t", answer))
    assert outcome.state == "kept"
    assert len(outcome.notes) == 1
    assert files(tmp_path) == ["Slug.json", "Slug.mp4"]


def test_one_clips_trouble_stops_no_other(tmp_path: Path, origin: Origin) -> None:
    good, bad = origin.on("/a", serve(FILM)), origin.on("/b", plain(404))
    report = run(tmp_path, [job(bad if at % 3 == 0 else good, slug=f"S{at}") for at in range(12)], jobs=3)
    assert (len(report.kept), len(report.failed), report.exit_code) == (8, 4, 5)


def test_no_more_come_in_at_once_than_asked(tmp_path: Path, origin: Origin) -> None:
    url = origin.on("/a", serve(FILM))
    run(tmp_path, [job(url, slug=f"S{at}") for at in range(20)], jobs=3)
    assert origin.connections <= 3
    assert len(origin.asked) == 20


def test_jobs_are_taken_only_as_there_is_room(tmp_path: Path, origin: Origin) -> None:
    url = origin.on("/a", serve(FILM))
    settled, ahead = list[str](), list[int]()

    async def endless() -> AsyncIterator[Job]:
        for at in range(60):
            ahead.append(at - len(settled))
            yield job(url, slug=f"S{at}")

    class Count(Seen):
        def finished(self, outcome: Outcome) -> None:
            settled.append(outcome.slug)

    run(tmp_path, endless(), jobs=2, progress=Count())
    assert len(settled) == 60
    assert max(ahead) <= 2 * (2 + 4 + 4)


def test_outcomes_pass_through(tmp_path: Path, origin: Origin) -> None:
    gone = Outcome(slug="gone", state="gone", error=ClipGone(slug="gone"))
    report = run(tmp_path, [gone, job(origin.on("/a", serve(FILM)))])
    assert report.gone == (gone,)
    assert len(report.kept) == 1


def test_an_error_of_the_source_comes_after_what_was_begun(tmp_path: Path, origin: Origin) -> None:
    async def broken() -> AsyncIterator[Job]:
        yield job(origin.on("/a", serve(FILM)))
        raise MissingCredentials(missing=["TWITCH_CLIENT_ID"])

    with pytest.raises(AuthError):
        run(tmp_path, broken())
    assert files(tmp_path) == ["Slug.json", "Slug.mp4"]


def test_what_progress_raises_ends_the_run_when_all_that_was_begun_is_settled(
    tmp_path: Path, origin: Origin
) -> None:
    url = origin.on("/a", serve(FILM))
    taken, settled, unheard = list[str](), list[Outcome](), list[str]()

    async def jobs() -> AsyncIterator[Job | Outcome]:
        for at in range(200):
            taken.append(f"S{at}")
            yield job(url, slug=f"S{at}")

    class Left(Seen):
        def finished(self, outcome: Outcome) -> None:
            super().finished(outcome)
            raise BrokenPipeError(f"left {sum(line[0] == 'finished' for line in self.lines)}")

    async def main() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _, told: unheard.append(told["message"]))
        async with AsyncTransport() as transport:
            with TargetFolder.open(tmp_path) as folder:
                await Downloader(folder, transport, progress=Left(), jobs=2).work(jobs(), settled.append)

    with pytest.raises(BrokenPipeError, match=r"left 1$"):
        asyncio.run(main())

    assert len(taken) < 30
    assert sorted(outcome.slug for outcome in settled) == sorted(taken)
    assert sorted(f"{slug}.mp4" for slug in taken) == [name for name in files(tmp_path) if ".mp4" in name]
    assert unheard == []


def test_progress_that_raises_at_a_clip_without_a_file_lets_the_others_be_kept(
    tmp_path: Path, origin: Origin
) -> None:
    class Left(Seen):
        def finished(self, outcome: Outcome) -> None:
            if outcome.state == "gone":
                raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        run(
            tmp_path,
            [job(origin.on("/a", serve(FILM))), Outcome(slug="gone", state="gone")],
            progress=Left(),
        )
    assert files(tmp_path) == ["Slug.json", "Slug.mp4"]


def test_a_full_disk_stops_the_run_before_it_is_full(tmp_path: Path, origin: Origin) -> None:
    url = origin.on("/a", serve(FILM))
    seen = list[str]()

    async def jobs() -> AsyncIterator[Job]:
        for at in range(50):
            seen.append(f"S{at}")
            yield job(url, slug=f"S{at}")

    report = run(tmp_path, jobs(), room=Room(tmp_path, free_bytes=lambda _: 10), jobs=1)
    assert isinstance(report.failed[0].error, DiskFull)
    assert len(seen) < 20
    assert report.exit_code == 1
    assert [name for name in files(tmp_path) if name.endswith(".mp4")] == []


def test_a_disk_that_fills_on_the_way_keeps_the_part(
    tmp_path: Path, origin: Origin, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno
    import os

    written, room = os.write, [100_000]

    def limited(descriptor: int, data: memoryview) -> int:
        if len(data) > 4096:
            size = min(len(data), room[0]) // 4096 * 4096
            if size == 0:
                raise OSError(errno.ENOSPC, "No space left on device")
            room[0] -= size
            return written(descriptor, data[:size])
        return written(descriptor, data)

    monkeypatch.setattr(os, "write", limited)
    outcome = only(tmp_path, origin.on("/a", serve(FILM)))
    assert isinstance(outcome.error, DiskFull)
    monkeypatch.undo()
    assert (tmp_path / "Slug.part").stat().st_size == 98_304
    assert only(tmp_path, origin.on("/a", serve(FILM))).state == "kept"
    assert origin.ranges == [None, "bytes=98304-"]


def test_a_target_that_cannot_be_written_is_told_before_anything_is_fetched(
    tmp_path: Path, origin: Origin
) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(TargetNotWritable):
        only(tmp_path / "file", origin.on("/a", serve(FILM)))
    assert origin.asked == []


def test_a_clip_that_another_process_fetches_is_told(tmp_path: Path, origin: Origin) -> None:
    claimed = TargetFolder.open(tmp_path).claim(job())
    error = failed(tmp_path, origin.on("/a", serve(FILM)))
    assert isinstance(error, TargetBusy)
    claimed.release()  # type: ignore[union-attr]
    assert only(tmp_path, origin.on("/a", serve(FILM))).state == "kept"


def test_cancelling_keeps_what_came(tmp_path: Path, origin: Origin) -> None:
    url = origin.on("/a", serve(FILM, cut_after=100_000, end="stall"), serve(FILM))

    class Stop(Seen):
        def advanced(self, job: Job, size_bytes: int) -> None:
            super().advanced(job, size_bytes)
            if self.bytes == 100_000:
                main_task.cancel()

    async def main() -> None:
        nonlocal main_task
        main_task = asyncio.current_task()  # type: ignore[assignment]

        async def jobs() -> AsyncIterator[Job]:
            yield job(url)

        async with AsyncTransport() as transport:
            with TargetFolder.open(tmp_path) as folder:
                await Downloader(folder, transport, progress=Stop()).run(jobs())

    main_task: asyncio.Task[None]
    with pytest.raises(asyncio.CancelledError):
        asyncio.run(main())
    assert (tmp_path / "Slug.part").read_bytes() == FILM[:100_000]
    assert only(tmp_path, url).state == "kept"
    assert origin.ranges == [None, "bytes=98304-"]


def test_the_rate_is_shared_by_all(tmp_path: Path, origin: Origin) -> None:
    url = origin.on("/a", serve(FILM))
    watch = Watch()
    run(tmp_path, [job(url, slug=f"S{at}") for at in range(4)], limit_rate_bps=100_000, watch=watch)
    assert watch.now == pytest.approx(4 * len(FILM) / 100_000)


def test_no_signature_is_told_in_an_outcome(tmp_path: Path, origin: Origin, caplog: Any) -> None:
    caplog.set_level("DEBUG")
    urls = [
        origin.on(path, answer) + "?sig=CANARY" for path, answer in [("/a", plain(404)), ("/b", plain(500))]
    ]
    outcome = only(tmp_path, *urls, thumbnail=origin.base + "/t?sig=CANARY")
    assert "CANARY" not in f"{outcome}{outcome.error}{caplog.text}"
