"""What Twitch's playback token says in clear text."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec

from twitchkit.shape import ready


class _Authorization(msgspec.Struct):
    forbidden: bool | None = None
    reason: str | None = None


class _Value(msgspec.Struct):
    authorization: _Authorization | None = None
    clip_uri: str | None = None
    clip_slug: str | None = None
    expires: int | float | str | None = None


class PlaybackToken(msgspec.Struct, frozen=True, kw_only=True):
    """The readable part of a token's value; versions 2 and 3 (observed 2025-03 to 2026-07).

    Args:
        forbidden: Twitch does not let this viewer play it.
        reason: Twitch's word on that; may be empty.
        clip_uri: one file of the clip, without signature; None when not told.
        clip_slug: the clip; None in older versions.
        expires_at: when the signature ends, None when not told.
    """

    forbidden: bool = False
    reason: str = ""
    clip_uri: str | None = None
    clip_slug: str | None = None
    expires_at: datetime | None = None

    @classmethod
    def read(cls, value: str) -> PlaybackToken | None:
        """The token in `value`, or None when it is not the JSON we know."""
        try:
            told = msgspec.json.decode(value.encode(), type=ready(_Value), strict=False)
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            return None
        asked = told.authorization or _Authorization()
        return cls(
            forbidden=bool(asked.forbidden),
            reason=asked.reason or "",
            clip_uri=told.clip_uri or None,
            clip_slug=told.clip_slug or None,
            expires_at=_moment(told.expires),
        )


def _moment(seconds: int | float | str | None) -> datetime | None:
    try:
        return datetime.fromtimestamp(float(seconds), UTC) if seconds else None
    except (ValueError, OverflowError, OSError):
        return None
