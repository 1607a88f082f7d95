"""One window's pages: rows that come again hide others, which are found on the pages before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from screenplay import NOON, Screenplay
from twitchkit.clips.history import End, Walked, walk
from twitchkit.errors import ServerTrouble
from twitchkit.helix import Clip, Endpoint, GetClips, Page
from twitchkit.wire import Flow


class Listing:
    """Answers from a list of ids by offset; `moves` changes the list before a call, by the call's number."""

    def __init__(
        self, ids: list[str], moves: Mapping[int, Callable[[list[str]], object]] | None = None
    ) -> None:
        self.ids = ids
        self.calls = 0
        self._moves = moves or {}

    def ask(self, endpoint: Endpoint[Any], /) -> Flow[Page[Any]]:
        self.calls += 1
        if move := self._moves.get(self.calls):
            move(self.ids)
        assert isinstance(endpoint, GetClips)
        offset = int(endpoint.after or 0)
        rows = tuple(Clip(id=one, created_at=NOON) for one in self.ids[offset : offset + 100])
        following = offset + 100
        return Page(data=rows, cursor=str(following) if following < len(self.ids) else None)
        yield  # makes it a flow

    def walked(self) -> Walked:
        request = GetClips(broadcaster_id="1", first=100)
        return Screenplay().run(walk(request, self.ask, enough=lambda _: False))


def numbers(count: int) -> list[str]:
    return [str(number) for number in range(count)]


def rise(to: int, start: int) -> Callable[[list[str]], object]:
    """The clip at `start` is watched, and comes at `to`."""
    return lambda ids: ids.insert(to, ids.pop(start))


def test_what_rose_is_found_on_the_pages_before() -> None:
    listing = Listing(numbers(550), {4: rise(to=120, start=530)})
    walked = listing.walked()

    assert set(walked.clips) == set(numbers(550))
    assert (walked.end, walked.repeats, walked.missing) == (End.ENDED, 1, 0)
    # Six pages, and of those before the fourth as many as it takes.
    assert listing.calls == walked.pages == 6 + 2


def test_only_pages_before_the_last_repeat_are_read_again() -> None:
    def rise_and_hide(ids: list[str]) -> None:
        ids.insert(10, ids.pop(450))

    def hide(ids: list[str]) -> None:
        ids.append(ids.pop(10))

    listing = Listing(numbers(550), {3: rise_and_hide, 7: hide})
    walked = listing.walked()

    assert "450" not in walked.clips
    assert (walked.repeats, walked.missing) == (1, 1)
    assert walked.pages == 6 + 2


def test_a_steady_listing_is_read_once() -> None:
    listing = Listing(numbers(300))
    walked = listing.walked()

    assert (walked.pages, walked.repeats, walked.missing) == (3, 0, 0)


def test_a_failure_of_the_second_reading_leaves_clips_missing() -> None:
    def fail(_: list[str]) -> None:
        raise ServerTrouble(status=500, twitch_says="")

    walked = Listing(numbers(250), {2: rise(to=5, start=240), 4: fail}).walked()

    assert (walked.end, walked.missing) == (End.ENDED, 1)
    assert len(walked.clips) == 249
