"""Twitch answered, and the answer is no."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from twitchkit.errors.base import TwitchkitError


class TwitchError(TwitchkitError):
    """Twitch answered, and the answer is no.

    Attributes:
        status: HTTP status.
        twitch_says: Twitch's own message; may be empty.
    """

    code = "twitch"
    exit_code = 5

    def __init__(
        self, *, what: str, why: str = "", fix: str = "", status: int = 0, twitch_says: str = ""
    ) -> None:
        self.status, self.twitch_says = status, twitch_says
        super().__init__(what=what, why=why, fix=fix)


class RequestRefused(TwitchError):
    """400, 409, 410, 422 and their like: the request as such.

    Attributes:
        existing_id: what is in the way, where Twitch names it: an EventSub subscription that is there.
    """

    code = "request-refused"

    def __init__(self, *, status: int, twitch_says: str, existing_id: str | None = None) -> None:
        self.existing_id = existing_id
        named = f" (id {existing_id})" if existing_id else ""
        super().__init__(
            what="Twitch refused the request.",
            why=f"It answered {status}: {twitch_says or 'no text'}{named}.",
            fix="Change what it names; sending the same again gives the same answer.",
            status=status,
            twitch_says=twitch_says,
        )


class NotFound(TwitchError):
    """404: nothing is there."""

    code = "not-found"
    exit_code = 3

    def __init__(self, *, twitch_says: str, what: str = "Twitch knows nothing by that id or name.") -> None:
        super().__init__(
            what=what,
            why=f"It answered 404: {twitch_says}." if twitch_says else "",
            fix="Check the id or the name.",
            status=404,
            twitch_says=twitch_says,
        )


class RateLimited(TwitchError):
    """A longer wait than we were willing to bear: after a 429, or before a call that would get one.

    `retry_after_s` is in seconds, None when not told.
    """

    code = "rate-limited"
    exit_code = 75
    retryable = True

    def __init__(
        self, *, twitch_says: str = "", retry_after_s: float | None = None, by_our_count: bool = False
    ) -> None:
        self.retry_after_s = retry_after_s
        super().__init__(
            what="Twitch's rate limit is used up.",
            why="By our count of the calls made so far; this one was not sent."
            if by_our_count
            else f"It answered 429: {twitch_says or 'no text'}.",
            fix=f"Try again in {retry_after_s:.0f} seconds." if retry_after_s else "Try again in a minute.",
            status=429,
            twitch_says=twitch_says,
        )


class ServerTrouble(TwitchError):
    """5xx, or overload told in another way, on every try."""

    code = "server-trouble"
    retryable = True

    def __init__(self, *, status: int, twitch_says: str, tries: int = 1) -> None:
        super().__init__(
            what="Twitch has trouble.",
            why=f"It answered {status}: {twitch_says or 'no text'}"
            f" ({tries} {'try' if tries == 1 else 'tries'}).",
            fix="Try again in a few minutes; nothing was lost.",
            status=status,
            twitch_says=twitch_says,
        )


class ListingIncomplete(TwitchError):
    """Clips may be missing from a history.  `windows` holds start, end and reason of each part in doubt."""

    code = "listing-incomplete"
    retryable = True

    def __init__(self, *, windows: Sequence[tuple[datetime, datetime, str]]) -> None:
        self.windows = tuple(windows)
        start, end, reason = self.windows[0]
        more = f", and {len(windows) - 1} more like it" if len(windows) > 1 else ""
        super().__init__(
            what=f"Clips may be missing: {len(windows)} {'part' if len(windows) == 1 else 'parts'} of the "
            "history could not be listed completely.",
            why=f"{start:%Y-%m-%d %H:%M} to {end:%Y-%m-%d %H:%M} UTC: {reason}{more}.",
            fix="Ask again later with the state of this run; only the parts in doubt are listed again.",
        )


class UnexpectedAnswer(TwitchError):
    """An answer of a shape we do not know.  Says where and what kind, never the body."""

    code = "unexpected-answer"

    def __init__(self, *, where: str, problem: str, status: int = 200) -> None:
        self.where, self.problem = where, problem
        super().__init__(
            what=f"{where} answered in a shape twitchkit does not know.",
            why=problem,
            fix="Update twitchkit; if it is the newest, report this text.",
            status=status,
        )
