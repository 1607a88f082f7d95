"""The real clock, and how far what it told can be trusted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class SystemClock:
    """Tells the machine's time."""

    def now(self) -> datetime:
        """The moment, aware, in UTC."""
        return datetime.now(UTC)


def is_within(span: timedelta, since: datetime | None, now: datetime) -> bool:
    """True if `since` was less than `span` ago; a moment to come, after a clock went back, is no evidence."""
    return since is not None and timedelta(0) <= now - since < span
