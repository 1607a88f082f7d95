"""Reading query parameters the way Helix does."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from twitchkit.simulator.asked import Asked
from twitchkit.simulator.helix.refusal import Refused

PAGE_DEFAULT, PAGE_MOST = 20, 100
RFC3339 = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)", re.ASCII)
LONGEST_NUMBER = 18


def page_size(asked: Asked) -> int:
    """`first`, 1 to 100, 20 when absent."""
    text = asked.first("first")
    if text is None or text == "":
        return PAGE_DEFAULT
    if not re.fullmatch(r"-?\d+", text, re.ASCII):
        raise Refused(400, 'The parameter "first" was malformed: the value must be an integer')
    number = int(text[:LONGEST_NUMBER])
    if number < 1:
        raise Refused(
            400, 'The parameter "first" was malformed: the value must be greater than or equal to 1'
        )
    if number > PAGE_MOST:
        raise Refused(400, 'The parameter "first" was malformed: the value must be less than or equal to 100')
    return number


def values(asked: Asked, name: str, *, most: int) -> list[str]:
    """The values of a repeatable parameter, empty ones left out, each once.

    Raises:
        Refused: more than `most`, or joined with commas.  Twitch answers some of the latter with 500
            (twitchdev/issues#211); a simulator that does so is hard to tell from a broken one.
    """
    given = [value for value in asked.every(name) if value]
    if len(given) > most:
        raise Refused(400, f'The parameter "{name}" was malformed: at most {most} values are allowed')
    if any("," in value for value in given) and name != "name":
        raise Refused(400, "Malformed query params.")
    return list(dict.fromkeys(given))


def moment(asked: Asked, name: str) -> datetime | None:
    """An RFC 3339 time cut down to the ten minutes before it, or None when absent."""
    text = asked.first(name)
    if not text:
        return None
    if not RFC3339.fullmatch(text):
        raise Refused(400, f'The parameter "{name}" was malformed: the value must be an RFC3339 time')
    try:
        at = datetime.fromisoformat(text.upper().replace(" ", "T")).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Refused(
            400, f'The parameter "{name}" was malformed: the value must be an RFC3339 time'
        ) from None
    # Twitch: seconds are ignored and minutes cut down to the ten (twitchdev/issues#52).
    return at.replace(minute=at.minute // 10 * 10, second=0, microsecond=0)


def flag(asked: Asked, name: str) -> bool | None:
    """`true` or `false`, None when absent."""
    text = asked.first(name)
    if not text:
        return None
    if text.lower() not in {"true", "false"}:
        raise Refused(400, f'The parameter "{name}" was malformed: the value must be a boolean')
    return text.lower() == "true"


def rfc3339(at: datetime) -> str:
    """A time as Helix writes it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
