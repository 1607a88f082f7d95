"""What can be wrong with one clip."""

from __future__ import annotations

from collections.abc import Sequence

from twitchkit.errors.base import TwitchkitError


class ClipError(TwitchkitError):
    """This one clip.  `slug` names it."""

    code = "clip"

    def __init__(self, *, slug: str, what: str, why: str = "", fix: str = "") -> None:
        self.slug = slug
        super().__init__(what=what, why=why, fix=fix)


class ClipGone(ClipError):
    """Twitch says that there is no such clip: deleted, or never there."""

    code = "clip-gone"
    exit_code = 3

    def __init__(self, *, slug: str) -> None:
        hint = " Slugs are case sensitive, and this one is all lower case." if slug.islower() else ""
        super().__init__(
            slug=slug,
            what=f"There is no clip {slug}.",
            why=f"Twitch does not know it: deleted, or mistyped.{hint}",
            fix="Check the link in a browser.",
        )


class ClipNotReady(ClipError):
    """Twitch lists the clip, but has no file of it yet."""

    code = "clip-not-ready"
    exit_code = 75
    retryable = True

    def __init__(self, *, slug: str) -> None:
        super().__init__(
            slug=slug,
            what=f"The video of {slug} is not there.",
            why="Twitch lists the clip but offers no file of it; a new clip may take minutes, "
            "some very old ones stay so.",
            fix="Try again in a few minutes.",
        )


class ClipUnavailable(ClipError):
    """No source gave a file that works.  `attempts` says what each one answered."""

    code = "clip-unavailable"
    exit_code = 5
    retryable = True

    def __init__(self, *, slug: str, attempts: Sequence[str]) -> None:
        self.attempts = tuple(attempts)
        super().__init__(
            slug=slug,
            what=f"No working file of {slug} was found.",
            why="; ".join(attempts) + ("." if attempts else ""),
            fix="Try again later, or another --source.",
        )


class PlaybackRefused(ClipError):
    """Twitch's playback token forbids this clip."""

    code = "playback-refused"
    exit_code = 4

    def __init__(self, *, slug: str, reason: str) -> None:
        self.reason = reason
        super().__init__(
            slug=slug,
            what=f"Twitch does not let us play {slug}.",
            why=f"Its playback token says: {reason or 'forbidden'}.",
            fix="Use an account that may see it.",
        )


class NoSuchRendition(ClipError):
    """The clip has no file of the kind asked for."""

    code = "no-such-rendition"
    exit_code = 3

    def __init__(self, *, asked: str, offered: Sequence[str], slug: str = "") -> None:
        self.asked, self.offered = asked, tuple(offered)
        super().__init__(
            slug=slug,
            what=f"{slug or 'The clip'} has no {asked} version.",
            why=f"Offered: {', '.join(offered) or 'none'}.",
            fix="Ask for one of those, or leave the choice out for the best one.",
        )


class ListingRefused(ClipError):
    """Twitch's anti-bot check ("integrity") refused the player's query, on every client id we know."""

    code = "integrity-check"
    exit_code = 75
    retryable = True

    def __init__(self, *, slug: str = "") -> None:
        super().__init__(
            slug=slug,
            what="Twitch's integrity check refused the query for playback links.",
            why="It does so now and then for some networks.",
            fix="Wait some minutes and try again, or use --source downloads for your own channel.",
        )
