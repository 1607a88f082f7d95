"""Names that twitch-dl gives to files: day, number, login, title; the number finds no clip, the rest does."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

import msgspec

from twitchkit.helix import Clip

_NAME = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)_(\d+)_(\w+)")
_LONGEST_LOGIN = 25


class DatedName(msgspec.Struct, frozen=True, kw_only=True):
    """What such a name tells.

    Args:
        day: when the clip was made, in UTC.
        rest: login and title, joined by `_`, which both may hold.
    """

    day: date
    rest: str

    @property
    def logins(self) -> tuple[str, ...]:
        """Whose clip it may be."""
        parts = self.rest.split("_")
        whole = ("_".join(parts[:count]).lower() for count in range(1, len(parts) + 1))
        return tuple(login for login in whole if 0 < len(login) <= _LONGEST_LOGIN and login.isascii())

    @property
    def span(self) -> tuple[datetime, datetime]:
        """The day's first moment and the next day's."""
        start = datetime(self.day.year, self.day.month, self.day.day, tzinfo=UTC)
        return start, start + timedelta(days=1)

    def among(self, clips: Iterable[Clip], login: str) -> list[Clip]:
        """Those of a channel's clips that get this name."""
        return [
            clip
            for clip in clips
            if clip.created_at.astimezone(UTC).date() == self.day
            and f"{login}_{_slugified(clip.title)}" == self.rest
        ]


def read_dated_name(stem: str) -> DatedName | None:
    """What a file's name, without its ending, tells; None when it is another kind of name."""
    found = _NAME.fullmatch(unicodedata.normalize("NFKC", stem))
    try:
        return found and DatedName(day=date(int(found[1]), int(found[2]), int(found[3])), rest=found[5])
    except ValueError:
        return None


def _slugified(title: str) -> str:
    bare = re.sub(r"[^\w\s_-]", "", unicodedata.normalize("NFKC", title))
    return re.sub(r"[\s_-]+", "_", bare).strip("_").lower()
