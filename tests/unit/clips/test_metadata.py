from __future__ import annotations

from typing import Any

from screenplay import Screenplay
from twitchkit.clips.metadata import find_clips
from twitchkit.errors import ClipGone, RequestRefused, ServerTrouble, TwitchkitError
from twitchkit.helix.endpoints.clips import Clip
from unit.clips.helix_stand_in import Helix, helix_clip


def test_clips_are_asked_for_by_the_hundred_and_those_left_out_are_gone() -> None:
    slugs = [f"S{number}" for number in range(150)]
    helix = Helix(lambda asked: [helix_clip(slug) for slug in asked.id if slug != "S120"])

    found = Screenplay().run(find_clips(slugs, helix))

    assert [len(asked.id) for asked in helix.asked] == [100, 50]
    assert [slug for slug, one in found.items() if isinstance(one, ClipGone)] == ["S120"]
    assert list(found) == slugs


def test_trouble_is_never_told_as_gone_and_stays_with_its_page() -> None:
    trouble = ServerTrouble(status=500, twitch_says="")
    helix = Helix(lambda asked: trouble if "S0" in asked.id else [helix_clip(slug) for slug in asked.id])

    found = Screenplay().run(find_clips([f"S{number}" for number in range(101)], helix))

    assert found["S99"] is trouble
    assert isinstance(found["S100"], Clip)


def test_one_id_that_twitch_refuses_does_not_lose_the_others() -> None:
    def rows(asked: Any) -> list[Any] | TwitchkitError:
        if "Bad" in asked.id:
            return RequestRefused(status=400, twitch_says="malformed id")
        return [helix_clip(slug) for slug in asked.id]

    found = Screenplay().run(find_clips(["A", "B", "Bad", "C"], Helix(rows)))

    assert {slug: type(one) for slug, one in found.items()} == {
        "A": Clip,
        "B": Clip,
        "Bad": RequestRefused,
        "C": Clip,
    }
