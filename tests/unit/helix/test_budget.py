from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screenplay import Screenplay, answer
from twitchkit.errors import ConnectionCut, RateLimited
from twitchkit.helix.budget import LOW_SHARE, Points
from twitchkit.helix.call import call
from twitchkit.wire import Request, Response

READ = Request("GET", "https://api.twitch.tv/helix/users")
OK = answer(200, {"data": []})


class Ledger:
    """A budget that says what it is told to, and writes down what happens."""

    def __init__(self, *waits: float) -> None:
        self.waits = list(waits)
        self.events: list[object] = []

    def take(self) -> float:
        self.events.append("take")
        return self.waits.pop(0) if self.waits else 0.0

    def give_back(self) -> None:
        self.events.append("give back")

    def answered(self, response: Response | None) -> None:
        self.events.append(response.status if response else None)


def test_a_call_waits_for_its_turn_and_tells_what_came() -> None:
    ledger, stage = Ledger(3.5), Screenplay([OK])
    assert stage.run(call(READ, budget=ledger)) is OK
    assert stage.sleeps == [3.5]
    assert ledger.events == ["take", 200]


def test_each_try_is_taken_from_the_budget() -> None:
    ledger = Ledger()
    Screenplay([ConnectionCut(host="h", reason="r"), answer(503), OK]).run(call(READ, budget=ledger))
    assert ledger.events == ["take", None, "take", 503, "take", 200]


def test_a_turn_beyond_the_patience_is_given_back_and_nothing_is_sent() -> None:
    ledger, stage = Ledger(61.0), Screenplay()
    with pytest.raises(RateLimited) as caught:
        stage.run(call(READ, budget=ledger, patience_s=60))
    assert caught.value.retry_after_s == 61.0
    assert "not sent" in caught.value.why
    assert ledger.events == ["take", "give back"]


def test_patience_counts_all_waits_together() -> None:
    ledger, stage = Ledger(40.0, 40.0), Screenplay([answer(503)])
    with pytest.raises(RateLimited):
        stage.run(call(READ, budget=ledger, patience_s=60))
    assert stage.sleeps[0] == 40.0


def test_who_is_cancelled_in_the_queue_gives_the_turn_back() -> None:
    ledger = Ledger(5.0)
    waiting = call(READ, budget=ledger)
    next(waiting)
    waiting.close()
    assert ledger.events == ["take", "give back"]


def test_a_call_that_is_cancelled_on_the_wire_is_counted() -> None:
    ledger = Ledger()
    sent = call(READ, budget=ledger)
    next(sent)
    sent.close()
    assert ledger.events == ["take", None]


@given(st.lists(st.floats(0, 5), min_size=1, max_size=300), st.integers(1, 40))
def test_no_more_calls_are_let_through_than_the_bucket_holds_and_refills(
    pauses: list[float], limit: int
) -> None:
    points, now, sent_at = Points.full(limit, 60, now=0), 0.0, []
    for pause in pauses:
        now += pause
        points = points.until(now).without(1)
        sent_at.append(now + points.wait_s)
    assert sent_at == sorted(sent_at)
    for first, start in enumerate(sent_at):
        within = [at for at in sent_at[first:] if at <= start + 59.9]
        assert len(within) <= 2 * limit + 1
    assert sent_at[-1] >= (len(pauses) - limit) * 60 / limit - 1e-6


def test_a_clock_that_is_set_back_takes_nothing_away() -> None:
    points = Points(at=1000.0, level=50.0)
    assert points.until(0.0).level == 50.0


def test_what_twitch_says_lowers_our_count_and_raises_a_high_one() -> None:
    points = Points(level=500.0)
    assert points.told(800, 300, in_flight=10).level == 290.0
    assert points.told(800, 700, in_flight=10).level == 690.0
    low = Points(level=20.0)
    assert low.told(800, 100, in_flight=10).level == 20.0
    assert low.told(800, 5, in_flight=10).level == -5.0


def test_another_size_changes_how_fast_it_fills() -> None:
    points = Points(level=500.0).told(1200, 900, in_flight=0)
    assert (points.limit, points.level) == (1200, 900.0)
    assert points.refill_per_s == pytest.approx(Points().refill_per_s * 1.5)
    assert Points(level=LOW_SHARE * 800 - 1).is_low
