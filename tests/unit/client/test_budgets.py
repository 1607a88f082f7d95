from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest

from screenplay import NOON, FakeClock, answer
from twitchkit.client.budgets import Bucket, Budgets, Several
from twitchkit.client.shared_points import SharedPoints
from twitchkit.helix import GetUsers
from twitchkit.helix.budget import Points
from twitchkit.helix.endpoints.chat import SendAShoutout
from twitchkit.oauth import Token
from twitchkit.secret import Secret
from twitchkit.wire import Response

SHOUTOUT = SendAShoutout(from_broadcaster_id="1", to_broadcaster_id="2", moderator_id="1")


def token(user_id: str | None = None) -> Token:
    return Token(access_token=Secret("t"), client_id="app", user_id=user_id, issued_at=NOON)


def low(level: float, limit: int = 800) -> Points:
    return Points(limit=limit, level=level, at=NOON.timestamp(), refill_per_s=1.0)


def told(left: int) -> object:
    return answer(200, {}, Ratelimit_Limit="800", Ratelimit_Remaining=str(left), Ratelimit_Reset="0")


def refused(limit: int, left: int) -> Response:
    told = {"Ratelimit_Limit": str(limit), "Ratelimit_Remaining": str(left), "Ratelimit_Reset": "9"}
    return answer(429, {}, **told)


def test_waiters_are_let_through_one_after_the_other() -> None:
    bucket = Bucket(low(2), FakeClock())
    assert [bucket.take() for _ in range(5)] == [0, 0, 1, 2, 3]


def test_a_point_that_is_given_back_is_the_next_ones() -> None:
    bucket = Bucket(low(0), FakeClock())
    assert bucket.take() == 1
    bucket.give_back()
    assert bucket.take() == 1


def test_time_fills_the_bucket() -> None:
    clock = FakeClock()
    bucket = Bucket(low(0), clock)
    clock.advance(seconds=3)
    assert [bucket.take() for _ in range(4)] == [0, 0, 0, 1]


def test_calls_under_way_are_not_counted_as_left() -> None:
    bucket = Bucket(low(700), FakeClock())
    for _ in range(10):
        bucket.take()
    bucket.answered(told(205))
    # 205 left, nine of ours still under way: 196, below the low mark, so 690 is lowered to it.
    assert [bucket.take() for _ in range(197)][-2:] == [0, 1]


def test_processes_count_a_low_bucket_down_together(tmp_path: Path) -> None:
    clock = FakeClock()
    first, second = (Bucket(low(3), clock, SharedPoints(tmp_path / "rate")) for _ in range(2))
    assert [first.take(), second.take(), first.take(), second.take(), first.take()] == [0, 0, 0, 1, 2]


def test_a_full_bucket_asks_no_file(tmp_path: Path) -> None:
    bucket = Bucket(low(800), FakeClock(), SharedPoints(tmp_path / "rate"))
    assert [bucket.take() for _ in range(600)] == [0] * 600
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff"])
def test_a_damaged_count_is_begun_anew(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "rate").write_bytes(content)
    bucket = Bucket(low(2), FakeClock(), SharedPoints(tmp_path / "rate"))
    assert [bucket.take() for _ in range(3)] == [0, 0, 1]


def test_where_nothing_can_be_written_each_counts_alone(tmp_path: Path) -> None:
    bucket = Bucket(low(2), FakeClock(), SharedPoints(tmp_path / "no folder" / "rate"))
    assert [bucket.take() for _ in range(3)] == [0, 0, 1]


def _take_many(file: Path, waits: multiprocessing.Queue[list[float]]) -> None:
    bucket = Bucket(low(50), FakeClock(), SharedPoints(file))
    waits.put([bucket.take() for _ in range(40)])


def test_real_processes_get_a_turn_each(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    waits = spawn.Queue()
    crowd = [spawn.Process(target=_take_many, args=(tmp_path / "rate", waits)) for _ in range(3)]
    for process in crowd:
        process.start()
    turns = sorted(turn for _ in crowd for turn in waits.get(timeout=60))
    for process in crowd:
        process.join()
    assert turns == [0.0] * 50 + [float(turn) for turn in range(1, 71)]


def test_an_app_has_one_bucket_and_each_of_its_users_another() -> None:
    budgets = Budgets(FakeClock(), None)
    request = GetUsers(login="a")
    assert budgets.of(request, token()) is budgets.of(request, token())
    assert budgets.of(request, token("1")) is not budgets.of(request, token())
    assert budgets.of(request, token("1")) is budgets.of(request, token("1"))


def test_an_endpoints_own_limit_counts_by_its_parameters() -> None:
    budgets = Budgets(FakeClock(), None)
    assert budgets.of(SHOUTOUT, token("1")).take() == 0
    assert budgets.of(SHOUTOUT, token("1")).take() == pytest.approx(3600)
    other = SendAShoutout(from_broadcaster_id="3", to_broadcaster_id="2", moderator_id="3")
    assert budgets.of(other, token("3")).take() == 0


def test_a_refusal_by_an_endpoints_own_limit_leaves_the_common_points_alone() -> None:
    budgets = Budgets(FakeClock(), None)
    shoutout, users = budgets.of(SHOUTOUT, token("1")), budgets.of(GetUsers(login="a"), token("1"))
    shoutout.take()
    shoutout.answered(refused(limit=1, left=0))
    assert [users.take() for _ in range(799)] == [0] * 799


def test_a_refusal_of_the_common_points_is_believed() -> None:
    budgets = Budgets(FakeClock(), None)
    shoutout, users = budgets.of(SHOUTOUT, token("1")), budgets.of(GetUsers(login="a"), token("1"))
    shoutout.take()
    shoutout.answered(refused(limit=800, left=0))
    assert users.take() > 0


@pytest.mark.parametrize("told", [(2, 0), (800, 790)])
def test_an_endpoints_own_limit_that_ran_out_elsewhere_is_waited_for(told: tuple[int, int]) -> None:
    own = Bucket(Points.full(2, 100, now=NOON.timestamp()), FakeClock())
    both = Several(Bucket(low(800), FakeClock()), [own])
    assert both.take() == 0
    both.answered(refused(*told))
    assert both.take() == pytest.approx(50)
