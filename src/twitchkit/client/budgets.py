"""The rate budgets of a session: a bucket for each token as Twitch counts, and the endpoints' own."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from twitchkit.client.shared_points import SharedPoints
from twitchkit.clock import Clock
from twitchkit.helix import Endpoint, RateLimit
from twitchkit.helix.budget import Budget, Points
from twitchkit.oauth import Token
from twitchkit.wire import Response

TOO_MANY = 429


class Bucket:
    """One bucket for all tasks and threads of the process, and where it runs low for all processes.

    Args:
        points: what is in it to begin with.
        clock: now.
        shared: where processes count together; None counts alone.
    """

    def __init__(self, points: Points, clock: Clock, shared: SharedPoints | None = None) -> None:
        self._points = points
        self._taken = 0
        """Points taken since `_points` was reckoned."""
        self._clock = clock
        self._shared = shared
        self._turn = threading.Lock()
        self._in_flight = 0

    def take(self) -> float:
        """Takes a point; how long to wait for it, seconds."""
        with self._turn:
            self._in_flight += 1
            # Time only adds to what is surely left: while that is much, nothing has to be reckoned.
            if self._points.level - self._taken > self._points.low:
                self._taken += 1
                return 0.0
            points = self._reckoned()
            if points.is_low and self._shared:
                self._points = self._shared.taken(points)
            else:
                self._points = points.without(1)
            return self._points.wait_s

    def give_back(self) -> None:
        """The point that was taken is not used."""
        with self._turn:
            self._in_flight -= 1
            self._points = self._reckoned().without(-1)
            if self._points.is_low and self._shared:
                self._shared.put_back()

    def answered(self, response: Response | None) -> None:
        """A call has ended; what its headers tell is the truth of that moment."""
        limit = RateLimit.of(response) if response else None
        with self._turn:
            self._in_flight -= 1
            if limit is None:
                return
            points, left = self._points, limit.remaining - self._in_flight
            if response and response.status == TOO_MANY and limit.limit != points.limit:
                return  # It tells of another bucket, which the call counted in as well.
            if limit.limit == points.limit and left >= points.level - self._taken > points.low:
                return
            self._points = self._reckoned().told(limit.limit, limit.remaining, in_flight=self._in_flight)

    def ran_out(self) -> None:
        """Nothing is left, whatever the count here."""
        with self._turn:
            points = self._reckoned()
            self._points = points.without(max(0.0, points.level))

    def _reckoned(self) -> Points:
        points, self._taken = self._points.without(self._taken).until(self._now), 0
        return points

    @property
    def _now(self) -> float:
        return self._clock.now().timestamp()


class Several:
    """A call that counts in several buckets.

    Args:
        common: what most calls count in.
        own: the endpoint's.
    """

    def __init__(self, common: Bucket, own: Sequence[Bucket]) -> None:
        self._common = common
        self._own = own

    def take(self) -> float:
        """Takes a point of each."""
        return max(bucket.take() for bucket in (self._common, *self._own))

    def give_back(self) -> None:
        """Puts a point back into each."""
        for bucket in (self._common, *self._own):
            bucket.give_back()

    def answered(self, response: Response | None) -> None:
        """Tells the common bucket; of a refusal each, for the headers may be about any of them."""
        refused = response if response and response.status == TOO_MANY else None
        self._common.answered(response)
        for bucket in self._own:
            bucket.answered(refused)
        limit = RateLimit.of(refused) if refused else None
        # UNSURE: of which bucket such headers tell; one with points left is not the one that is empty.
        if limit and limit.remaining > 0:
            for bucket in self._own:
                bucket.ran_out()


class Budgets:
    """The buckets of a session, made when they are first needed.

    Args:
        clock: now.
        folder: where processes that share a vault count together; None counts alone.
    """

    def __init__(self, clock: Clock, folder: Path | None) -> None:
        self._clock = clock
        self._folder = folder
        self._turn = threading.Lock()
        self._buckets: dict[tuple[str, ...], Bucket] = {}

    def of(self, endpoint: Endpoint[Any, Any], token: Token) -> Budget:
        """What a call with `token` counts in.

        Twitch counts the calls of an app together, and those of a user for each app.
        """
        common = self._bucket((token.client_id, token.user_id or ""), None)
        if not endpoint.rate_limits:
            return common
        own = [
            self._bucket(
                (token.client_id, endpoint.operation, str(quota.calls), *map(str, quota.counted(endpoint))),
                Points.full(quota.calls, quota.seconds, now=self._clock.now().timestamp()),
            )
            for quota in endpoint.rate_limits
            if quota.by is not None
        ]
        return Several(common, own) if own else common

    def _bucket(self, key: tuple[str, ...], points: Points | None) -> Bucket:
        if bucket := self._buckets.get(key):
            return bucket
        with self._turn:
            if key not in self._buckets:
                shared = SharedPoints(self._folder / _file_name(key)) if self._folder else None
                self._buckets[key] = Bucket(points or Points(), self._clock, shared)
            return self._buckets[key]


def _file_name(key: tuple[str, ...]) -> str:
    return f"rate-{sha256(chr(0).join(key).encode()).hexdigest()[:24]}"
